"""Gathering what is by a person and about them, minus what is other people's to keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, read_places
from alongside.access.enforce import Listing, Row, newest
from alongside.access.private_texts import text_of_declaration, text_of_note
from alongside.core.clock import now
from alongside.core.vault import Vault
from alongside.core.views import View
from alongside.models import Role
from alongside.own_data import queries
from alongside.own_data.consenting import read_consents
from alongside.own_data.erasing import read_erasure
from alongside.own_data.schemas import (
    AccountCopy,
    CopyView,
    FeedbackCopy,
    NoteCopy,
    PairingCopy,
    PlaceCopy,
    SaidForCopy,
    SessionCopy,
    SignInCopy,
    TieCopy,
)

Copied = TypeVar("Copied", bound=View)
BOTH = {"both": True}


async def _with_past(db: AsyncSession, actor: Actor) -> Actor:
    """Add the seats that they have left, or that are closed: what is of them is still theirs."""
    past = read_places(await db.scalar(queries.REMEMBER) or "")
    everywhere = actor.participant_ids | {seat.participant_id for seat in past}
    return replace(actor, seats=(*actor.seats, *past), participant_ids=frozenset(everywhere))


def _as_one_of_two(actor: Actor) -> Actor:
    """Leave the seats of those who are in pairings: what a team is told goes with its place."""
    seats = tuple(seat for seat in actor.seats if seat.role in (Role.COACH, Role.LEADER))
    return replace(actor, seats=seats)


def _see(kind: type[Copied], rows: Iterable[Any], **more: Any) -> list[Copied]:
    fields = kind.model_fields.keys()
    return [
        kind(**({name: row[name] for name in fields if name in row} | _of(row, more)))
        for row in rows
    ]


def _of(row: Any, more: Mapping[str, Any]) -> dict[str, Any]:
    return {name: say(row) for name, say in more.items()}


async def make_copy(db: AsyncSession, actor: Actor, vault: Vault) -> CopyView:
    """Gather it all. Others' words are there only while the person may read them."""
    everywhere = await _with_past(db, actor)
    one_of_two = _as_one_of_two(everywhere)

    async def read(who: Actor, listing: Listing, **more: Any) -> Sequence[Row]:
        mine = {"mine": sorted(who.participant_ids), **more}
        return await newest(db, who, listing, mine, size=queries.MANY)

    def partner(row: Row) -> Any:
        is_coach = row["coach_id"] in everywhere.participant_ids
        return row["leader_name"] if is_coach else row["coach_name"]

    note, tie = partial(text_of_note, vault), partial(text_of_declaration, vault)
    programmes = await _programme_names(db)
    account = (await db.execute(queries.account_of(actor.person_id))).mappings().one()
    sign_ins = (await db.execute(queries.sign_ins_of(actor.person_id))).mappings().all()
    return CopyView(
        form="alongside-copy-1",
        made_at=now(),
        account=AccountCopy(**account),
        sign_ins=_see(SignInCopy, sign_ins),
        places=_see(
            PlaceCopy,
            await read(everywhere, queries.PLACES),
            programme_name=lambda row: programmes[row["programme_id"]],
        ),
        ties=_see(TieCopy, await read(everywhere, queries.TIES_TOLD), text=tie),
        pairings=_see(PairingCopy, await read(one_of_two, queries.PAIRINGS), partner=partner),
        sessions=_see(SessionCopy, await read(everywhere, queries.SESSIONS), partner=partner),
        private_notes=_see(NoteCopy, await read(everywhere, queries.PRIVATE_NOTES), text=note),
        shared_notes=_see(NoteCopy, await read(actor, queries.SHARED_NOTES, **BOTH), text=note),
        feedback_given=_see(FeedbackCopy, await read(everywhere, queries.GIVEN)),
        said_for=_see(SaidForCopy, await read(everywhere, queries.SAID_FOR)),
        consents=(await read_consents(db, actor)).ledger,
        erasure_asked_at=(await read_erasure(db, actor, 1)).asked_at,
        feedback_received=_see(FeedbackCopy, await read(actor, queries.RECEIVED, other=True)),
    )


async def _programme_names(db: AsyncSession) -> dict[UUID, str]:
    places = (await db.execute(queries.MY_PROGRAMMES)).all()
    return {place.programme_id: place.programme_name for place in places}
