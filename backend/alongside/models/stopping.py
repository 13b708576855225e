"""What must happen together when a pairing stops for a while, or for good."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.models.pairing import GOING, Pairing, PairingState
from alongside.models.session import Session, SessionPerson, SessionState


async def cancel_coming_sessions(db: AsyncSession, pairing: Pairing, at: datetime) -> None:
    """Cancel what is booked and has not begun, and give everybody their time back."""
    coming = (
        Session.programme_id == pairing.programme_id,
        Session.pairing_id == pairing.id,
        Session.state == SessionState.BOOKED,
        Session.starts_at > at,
    )
    ids = select(Session.id).where(*coming).order_by(Session.id).with_for_update(key_share=True)
    coming_ids = (await db.scalars(ids)).all()
    if not coming_ids:
        return
    freed = (
        SessionPerson.programme_id == pairing.programme_id,
        SessionPerson.session_id.in_(coming_ids),
    )
    await db.execute(update(SessionPerson).where(*freed).values(blocking=False))
    stopped = (Session.programme_id == pairing.programme_id, Session.id.in_(coming_ids))
    await db.execute(update(Session).where(*stopped).values(state=SessionState.CANCELLED))


async def end_pairings_of(
    db: AsyncSession, programme_id: UUID, participant_id: UUID, at: datetime
) -> None:
    """End whatever pairings somebody who leaves is still in."""
    theirs = (Pairing.coach_id == participant_id) | (Pairing.leader_id == participant_id)
    going = (
        select(Pairing)
        .where(Pairing.programme_id == programme_id, theirs, Pairing.state.in_(GOING))
        .order_by(Pairing.id)
        .with_for_update(key_share=True)
    )
    for pairing in (await db.scalars(going)).all():
        pairing.state = PairingState.ENDED
        await db.flush()
        await cancel_coming_sessions(db, pairing, at)
