"""A mail server on this machine that keeps what it is sent, and may refuse or fail."""

import asyncio
import threading
from collections import defaultdict
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP


class Sink:
    """What arrived, and what the next ones are answered instead."""

    def __init__(self):
        self.arrived: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answers: list[str] = []
        self.port = 0

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        self.raw.append(envelope.content)
        found = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
        self.arrived.append(found)
        return "250 taken"

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def by_address(self):
        found = defaultdict(list)
        for one in self.arrived:
            found[one["To"]].append(one)
        return found


@contextmanager
def mail_server():
    sink, loop = Sink(), asyncio.new_event_loop()
    listening = loop.run_until_complete(
        loop.create_server(lambda: SMTP(sink, loop=loop), "127.0.0.1", 0)
    )
    sink.port = listening.sockets[0].getsockname()[1]
    serving = threading.Thread(target=loop.run_forever)
    serving.start()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(loop.stop)
        serving.join()
        listening.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()
