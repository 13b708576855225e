"""A load driver of our own: so many connections, each asking again as soon as it is answered."""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator


class Asking(asyncio.Protocol):
    """One connection that keeps asking until the end."""

    def __init__(self, requests: Iterator[bytes], took: list[float], until: float) -> None:
        self.requests, self.took, self.until = requests, took, until
        self.done = asyncio.get_running_loop().create_future()
        self.bad = 0
        self.seen, self.left = b"", 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.began = time.perf_counter()
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        if self.left:
            self.left -= len(data)
        else:
            self.seen += data
            head, gap, body = self.seen.partition(b"\r\n\r\n")
            if not gap:
                return
            self.seen = b""
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
            self.left = int(length or 0) - len(body)
            self.bad += not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201"))
        if self.left <= 0:
            self.left = 0
            self.answered()

    def answered(self) -> None:
        at = time.perf_counter()
        self.took.append(at - self.began)
        if at < self.until:
            self.ask()
        else:
            self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def drive(port: int, requests: list[bytes], connections: int, seconds: float) -> dict:
    took: list[float] = []
    began = time.perf_counter()
    turns = itertools.cycle(requests)
    loop = asyncio.get_running_loop()
    every = []
    for _ in range(connections):
        _, asking = await loop.create_connection(
            lambda: Asking(turns, took, began + seconds), "127.0.0.1", port
        )
        every.append(asking)
    await asyncio.gather(*(asking.done for asking in every))
    spent = time.perf_counter() - began
    took.sort()
    at = lambda share: took[min(int(len(took) * share), len(took) - 1)] * 1000  # noqa: E731
    return {
        "rps": len(took) / spent, "count": len(took), "bad": sum(a.bad for a in every),
        "p50": at(0.5), "p95": at(0.95), "p99": at(0.99),
    }  # fmt: skip


def main() -> None:
    asked = json.load(sys.stdin)
    requests = [one.encode() for one in asked["requests"]]
    print(
        json.dumps(
            asyncio.run(drive(asked["port"], requests, asked["connections"], asked["seconds"]))
        )
    )


if __name__ == "__main__":
    main()
