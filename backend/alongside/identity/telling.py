"""Telling people by mail of a change to how they sign in, with a link for “this was not me”."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, String, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.audit import note_account
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.identity.links import digest_of
from alongside.mail import Kind, post, token_in

NOT_ME_LIFE = timedelta(days=30)
NOT_ME = "not_me"

KEEP = text("select keep_mail_token(:mail, :purpose, :digest, :until, :at)").bindparams(
    bindparam("mail", type_=Uuid),
    bindparam("purpose", type_=String),
    bindparam("digest", type_=LargeBinary),
    bindparam("until", type_=DateTime(timezone=True)),
    bindparam("at", type_=DateTime(timezone=True)),
)


async def tell(site: Site, db: AsyncSession, person_id: UUID, kind: Kind) -> None:
    """Send a mail whose link says “this was not me”. It is kept with the change it tells of."""
    mail_id, at = await post(db, to=person_id, kind=kind), now()
    digest = digest_of(token_in(site.mail_key, mail_id))
    kept = {"mail": mail_id, "purpose": NOT_ME, "digest": digest, "until": at + NOT_ME_LIFE}
    await db.execute(KEEP, kept | {"at": at})


async def note_and_tell(  # noqa: PLR0917 - what is noted, and what is told
    site: Site, db: AsyncSession, person_id: UUID, what: str, thing_id: UUID, kind: Kind
) -> None:
    note_account(db, person_id, what, thing_id)
    await tell(site, db, person_id, kind)
