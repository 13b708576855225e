"""What people do with pairings."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import note, thing_of
from alongside.access.enforce import fetch, one, page_of
from alongside.access.lanes import may_at_all
from alongside.access.on_behalf import keep_said, must_be_theirs_to_say
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.core.clock import now
from alongside.core.errors import Conflict, FieldError, Unprocessable
from alongside.core.pages import Asked, Cursors, Page
from alongside.mail import Kind, post
from alongside.models import Pairing, Participant, Programme, Role
from alongside.models.pairing import PairingMovedOn
from alongside.models.stopping import cancel_coming_sessions
from alongside.pairings.queries import PAIRING, PAIRINGS, leader_of, somebody_active
from alongside.pairings.schemas import AnswerFor, PairingView, ProposePairing, see_pairing


class PairingExists(Conflict):
    code = "pairing_exists"
    title = "These two already have a pairing. End that one first, or use it."


class NotTwoPeople(Unprocessable):
    code = "two_people"
    title = "A pairing needs two different people."


class NobodyLikeThat(Unprocessable):
    code = "no_such_participant"
    title = "Choose a coach and a leader who take part in this programme."


async def list_pairings(db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked) -> Page:
    return await page_of(db, actor, PAIRINGS, asked, cursors)


async def read_pairing(db: AsyncSession, actor: Actor, pairing_id: UUID) -> PairingView:
    row = await one(db, actor, PAIRING, pairing_id)
    return see_pairing(row, actor.participant_ids)


async def _find(db: AsyncSession, proposal: ProposePairing, role: Role) -> Participant:
    asked_for = getattr(proposal, f"{role.value}_id")
    found = await db.scalar(somebody_active(proposal.programme_id, asked_for, role))
    if found is None:
        mend = FieldError(f"/{role.value}_id", NobodyLikeThat.code, NobodyLikeThat.title)
        raise NobodyLikeThat(errors=[mend])
    return found


async def _propose(db: AsyncSession, actor: Actor, proposal: ProposePairing) -> UUID:
    programme = await fetch(
        db, actor, Programme, proposal.programme_id, to=Action.PAIRING_PROPOSE, lock=False
    )
    coach = await _find(db, proposal, Role.COACH)
    leader = await _find(db, proposal, Role.LEADER)
    if coach.person_id == leader.person_id:
        raise NotTwoPeople(errors=[FieldError("/leader_id", NotTwoPeople.code, NotTwoPeople.title)])
    pairing = Pairing(programme_id=programme.id, coach_id=coach.id, leader_id=leader.id)
    db.add(pairing)
    try:
        await db.flush()
    except IntegrityError as error:
        if "pairing_going" not in str(error.orig):
            raise
        raise PairingExists from None
    await post(db, to=coach.person_id, kind=Kind.PROPOSAL, about=pairing.id)
    note(db, actor, Action.PAIRING_PROPOSE, thing_of(pairing))
    return pairing.id


async def propose_pairing(
    db: AsyncSession, actor: Actor, retry: Retry | None, proposal: ProposePairing
) -> PairingView:
    """Ask the coach first. The leader sees nothing until the coach has said yes."""
    return await once(
        db,
        actor,
        retry,
        make=lambda: _propose(db, actor, proposal),
        tell=lambda pairing_id: read_pairing(db, actor, pairing_id),
    )


async def _told(db: AsyncSession, actor: Actor, pairing: Pairing, done: Action) -> PairingView:
    await db.flush()
    both = (pairing.coach_id, pairing.leader_id)
    note(db, actor, done, thing_of(pairing), among=both)
    return await read_pairing(db, actor, pairing.id)


async def _ask_the_leader(db: AsyncSession, pairing: Pairing) -> None:
    """Have the leader hear of it, now that the coach has said yes."""
    leader = await db.scalar(leader_of(pairing))
    if leader is not None:
        await post(db, to=leader, kind=Kind.PROPOSAL, about=pairing.id)


async def _accept(db: AsyncSession, pairing: Pairing, *, is_coach: bool) -> None:
    if is_coach:
        pairing.accept_as_coach(now())
        await _ask_the_leader(db, pairing)
    else:
        pairing.accept_as_leader(now())


async def accept_pairing(db: AsyncSession, actor: Actor, pairing_id: UUID) -> PairingView:
    pairing = await fetch(db, actor, Pairing, pairing_id, to=Action.PAIRING_ACCEPT)
    await _accept(db, pairing, is_coach=pairing.coach_id in actor.participant_ids)
    return await _told(db, actor, pairing, Action.PAIRING_ACCEPT)


async def decline_pairing(db: AsyncSession, actor: Actor, pairing_id: UUID) -> PairingView:
    pairing = await fetch(db, actor, Pairing, pairing_id, to=Action.PAIRING_DECLINE)
    if pairing.coach_id in actor.participant_ids:
        pairing.decline_as_coach()
    else:
        pairing.decline_as_leader()
    return await _told(db, actor, pairing, Action.PAIRING_DECLINE)


async def answer_for(
    db: AsyncSession, actor: Actor, pairing_id: UUID, answer: AnswerFor
) -> PairingView:
    """Write down the answer of the one who is asked and cannot sign in, as they told it."""
    pairing = await fetch(db, actor, Pairing, pairing_id, to=Action.PAIRING_ANSWER_FOR)
    both, said = (pairing.coach_id, pairing.leader_id), answer.on_behalf
    await must_be_theirs_to_say(db, actor, pairing.programme_id, said, both)
    is_coach = said.participant_id == pairing.coach_id
    if is_coach is pairing.coach_accepted:
        raise PairingMovedOn  # it is the other who is asked
    done = Action.PAIRING_ACCEPT if answer.accept else Action.PAIRING_DECLINE
    if answer.accept:
        await _accept(db, pairing, is_coach=is_coach)
    elif is_coach:
        pairing.decline_as_coach()
    else:
        pairing.decline_as_leader()
    await db.flush()
    keep_said(db, actor, done, thing_of(pairing), said)
    return await read_pairing(db, actor, pairing.id)


async def pause_pairing(db: AsyncSession, actor: Actor, pairing_id: UUID) -> PairingView:
    pairing = await fetch(db, actor, Pairing, pairing_id, to=Action.PAIRING_PAUSE)
    pairing.pause()
    await cancel_coming_sessions(db, pairing, now())
    return await _told(db, actor, pairing, Action.PAIRING_PAUSE)


async def resume_pairing(db: AsyncSession, actor: Actor, pairing_id: UUID) -> PairingView:
    pairing = await fetch(db, actor, Pairing, pairing_id, to=Action.PAIRING_RESUME)
    pairing.resume()
    return await _told(db, actor, pairing, Action.PAIRING_RESUME)


async def end_pairing(db: AsyncSession, actor: Actor, pairing_id: UUID) -> PairingView:
    """End it. The programme team may end it in whatever state; nobody is asked why."""
    pairing = await fetch(db, actor, Pairing, pairing_id, to=Action.PAIRING_END)
    if may_at_all(actor.seats_in(pairing.programme_id), Action.PAIRING_WITHDRAW):
        pairing.withdraw()
    else:
        pairing.end()
    await cancel_coming_sessions(db, pairing, now())
    return await _told(db, actor, pairing, Action.PAIRING_END)
