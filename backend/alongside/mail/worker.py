"""The worker: takes jobs from the queue, and takes up what a worker that died has left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import structlog
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy import make_url

from alongside.core.db import JOBS_SCHEMA
from alongside.mail.delivery import FIRST_PAUSE, NotYet, Office, deliver

log = structlog.get_logger()

QUEUE, TASK = "mail", "send_mail"  # post_mail() says the same


@dataclass(frozen=True)
class Pace:
    """How much is done at once, and after how many seconds a silent worker counts as dead."""

    at_once: int = 4
    sign_of_life: float = 2
    dead_after: float = 10
    pause: float = 2
    look_again: float = 5  # for a job of which nobody tells us, as one to be tried again


class _Later(BaseRetryStrategy):
    """Try again when the mail says so, or after a moment if something else went wrong."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:  # noqa: ARG002
        pause = exception.after if isinstance(exception, NotYet) else FIRST_PAUSE
        return RetryDecision(retry_in={"seconds": int(pause.total_seconds())})


def _queue_at(url: str, at_once: int) -> App:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    options = {"options": f"-c search_path={JOBS_SCHEMA}", "connect_timeout": 5}
    return App(connector=PsycopgConnector(conninfo=plain, kwargs=options, max_size=at_once + 2))


async def _take_up(queue: App, pace: Pace) -> NoReturn:
    """Give jobs of workers that died to those that live. None is done twice that was finished."""
    while True:
        left = await queue.job_manager.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=pace.dead_after
        )
        for job in left:
            await queue.job_manager.retry_job(job)
        await asyncio.sleep(pace.pause)


async def _work_once(office: Office, url: str, pace: Pace) -> None:
    queue = _queue_at(url, pace.at_once)

    @queue.task(name=TASK, queue=QUEUE, retry=_Later())
    async def send_mail(mail_id: str) -> None:
        await deliver(office, UUID(mail_id))

    async with queue.open_async():
        taking_up = asyncio.create_task(_take_up(queue, pace))
        working = asyncio.create_task(
            queue.run_worker_async(
                queues=[QUEUE],
                concurrency=pace.at_once,
                install_signal_handlers=False,
                delete_jobs="successful",
                fetch_job_polling_interval=pace.look_again,
                update_heartbeat_interval=pace.sign_of_life,
                stalled_worker_timeout=pace.dead_after,
                shutdown_graceful_timeout=pace.dead_after,
            )
        )
        try:
            await asyncio.wait({taking_up, working}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (taking_up, working):
                task.cancel()
            await asyncio.gather(taking_up, working, return_exceptions=True)


async def work(office: Office, url: str, pace: Pace | None = None) -> NoReturn:
    """Send what is posted until cancelled; after a fault of the database, begin anew."""
    pace = pace or Pace()
    while True:
        try:
            await _work_once(office, url, pace)
        except Exception as error:  # noqa: BLE001 - the queue is there again in a moment
            log.warning("worker_begins_anew", kind=type(error).__name__)
        await asyncio.sleep(pace.pause)


@asynccontextmanager
async def working(office: Office, url: str) -> AsyncIterator[None]:
    """Have a worker at work until the end of the block, and let it finish what is in hand."""
    at_work = asyncio.create_task(work(office, url))
    try:
        yield
    finally:
        at_work.cancel()
        with suppress(asyncio.CancelledError):
            await at_work
        await office.database.close()
