"""The rows of everybody in the demo: organisations, persons, programmes, participants."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.demo.chance import Chance
from alongside.demo.days import DAY, WEEK, ZONE, first_monday, instant
from alongside.demo.script import Offer, Script, Someone
from alongside.models import ParticipantState, Role

Row = dict[str, Any]
STAGGERED = timedelta(minutes=37)


def organisation_rows(script: Script, chance: Chance, at: datetime) -> dict[str, Row]:
    return {
        key: {"id": chance.id_at(at), "name": name, "ods_code": None, "created_at": at}
        for key, name in script.organisations.items()
    }


def person_rows(script: Script, chance: Chance, at: datetime) -> dict[str, Row]:
    """Give everybody once, however many programmes they are in."""
    everybody = [script.operator, *(one for offer in script.offers for one in offer.people)]
    rows: dict[str, Row] = {}
    for someone in everybody:
        if someone.key not in rows:
            rows[someone.key] = _person(someone, chance.id_at(at), at)
    rows[script.operator.key]["operator"] = True
    return rows


def _person(someone: Someone, key: UUID, at: datetime) -> Row:
    return {
        "id": key,
        "email": someone.address,
        "display_name": someone.name,
        "operator": False,
        "demo": True,
        "created_at": at,
    }


def programme_row(offer: Offer, chance: Chance, today: date) -> Row:
    starts_on = first_monday(today, offer.weeks_ago)
    at = instant(starts_on - 2 * WEEK, "10:00")
    return {
        "id": chance.id_at(at),
        "name": offer.name,
        "aims": offer.aims,
        "starts_on": starts_on,
        "ends_on": starts_on + WEEK * offer.weeks_long - DAY,
        "time_zone": ZONE,
        "labels": offer.labels,
        "created_at": at,
    }


def participant_rows(
    offer: Offer, programme: Row, known: tuple[dict[str, Row], dict[str, Row]], chance: Chance
) -> dict[str, Row]:
    """Give everybody of a programme; each came a little later than the one before."""
    organisations, persons = known
    rows = {}
    for number, someone in enumerate(offer.people, 1):
        at = programme["created_at"] + number * STAGGERED
        where = organisations[someone.organisation]["id"] if someone.organisation else None
        rows[someone.key] = {
            "programme_id": programme["id"],
            "id": chance.id_at(at),
            "person_id": persons[someone.key]["id"],
            "pseudonym": chance.pseudonym(),
            "organisation_id": where,
            "joined_at": at + chance.pause(20, 140) if someone.joined else None,
            "created_at": at,
            **_told_by(someone),
        }
    return rows


def _told_by(someone: Someone) -> Row:
    plain = ("phone", "contact_by", "job_title", "access_needs", "topics", "capacity")
    return {
        "role": Role(someone.role),
        "lived_experience": someone.lived_experience,
        "safeguarding_lead": someone.safeguarding_lead,
        "state": ParticipantState.ACTIVE,
        "display_name": someone.name,
        "given_name": someone.given,
        "family_name": someone.family,
        "email": someone.address,
        **{name: getattr(someone, name) for name in plain},
    }
