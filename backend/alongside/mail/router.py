"""The mailbox of the demo, over HTTP."""

from fastapi import Request, Response

from alongside.access.http import answer, make_router, open_to_all
from alongside.core.errors import NotFound
from alongside.mail.carriers import Mailbox
from alongside.mail.schemas import MailboxView, MailView

router = make_router("/mailbox", "Mail of the demo")


@router.get("", response_model=MailboxView, **open_to_all("mailbox", 404))
async def read_mailbox(request: Request) -> Response:
    """Read the mail of the demo, which is shown here instead of being sent.

    There is such a mailbox in demo mode alone, and only what is for people of the demo is in it.
    """
    mailbox: Mailbox | None = request.app.state.mailbox
    if mailbox is None:
        raise NotFound
    items = [
        MailView(to=one.to, subject=one.subject, text=one.text, written_at=one.written_at)
        for one in mailbox.newest()
    ]
    return answer(MailboxView(items=items))
