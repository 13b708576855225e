"""Posting a mail: a row and a job, kept or not kept with the change that causes them."""

from uuid import UUID

from sqlalchemy import DateTime, String, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.clock import now
from alongside.core.ids import secret_id
from alongside.mail.kinds import Kind

POST = text("select post_mail(:id, :to, :kind, :about, :at)").bindparams(
    bindparam("id", type_=Uuid),
    bindparam("to", type_=Uuid),
    bindparam("kind", type_=String),
    bindparam("about", type_=Uuid),
    bindparam("at", type_=DateTime(timezone=True)),
)


async def post(
    db: AsyncSession,
    *,
    to: UUID,
    kind: Kind,
    about: UUID | None = None,
    mail_id: UUID | None = None,
) -> UUID:
    """Have a mail sent to a person once this transaction is kept, and never if it is not.

    Gives the mail's id, which is also what `token_in` and `code_in` make its secrets of. Somebody
    without an address gets none.
    """
    mail_id = mail_id or secret_id()
    posted = {"id": mail_id, "to": to, "kind": kind.value, "about": about, "at": now()}
    await db.execute(POST, posted)
    return mail_id
