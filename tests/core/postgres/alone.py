"""Starts a server in a process of its own and tells its addresses, until the input ends."""

import argparse
import json
import os
import pwd
import signal
import sys
from pathlib import Path

from alongside.core.postgres import EmbeddedServer, EmbeddedServerError, cluster


def become(name: str) -> None:
    """Be an ordinary user from here on; what is needed of Python was read before."""
    account = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--postgres-dir", type=Path)
    parser.add_argument("--become")
    parser.add_argument("--umask", type=int)
    parser.add_argument("--end-at", help="a step of the first start at which to be killed")
    wanted = parser.parse_args()
    if wanted.become:
        become(wanted.become)
    if wanted.umask is not None:
        os.umask(wanted.umask)
    if wanted.end_at:
        setattr(cluster, wanted.end_at, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    try:
        server = EmbeddedServer(wanted.folder, postgres_dir=wanted.postgres_dir)
        server.start()
    except EmbeddedServerError as refusal:
        say(refused=str(refusal))
        return
    say(
        pid=server.pid,
        version=server.version,
        notice=server.notice,
        pg_dump=str(server.binary("pg_dump")),
        app_url=server.app_url(),
        owner_url=server.owner_url(),
        superuser_url=server.superuser_url(),
    )
    sys.stdin.read()
    server.stop()
    say(stopped=True)


if __name__ == "__main__":
    main()
