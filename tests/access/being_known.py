"""Being known elsewhere: what one programme may never find out about somebody of another."""

from tests.access.asking import Ask, post
from tests.access.two_worlds import ANY, Step, Steps, nothing, patch, then
from tests.access.words import word
from tests.access.world import World


def known_elsewhere(email: str, *, password: bool, operator: bool = False) -> Steps:
    """Make somebody known to another programme, who signs in there."""
    hashed = "'a hash'" if password else "null"

    def steps(w: World) -> list[Step]:
        ids = "'0000000e-0000-4000-8000-00000000000"
        there = w.ids["programme"]["elsewhere"]
        person = (
            "insert into person (id, email, password_hash, operator, display_name, demo,"
            f" created_at) values ({ids}1', '{email}', {hashed}, {operator}, 'Known', false, now())"
        )
        place = (
            "insert into participant (programme_id, id, person_id, role, state, display_name,"
            " given_name, family_name, pseudonym, joined_at, created_at) values"
            f" ('{there}', {ids}2', {ids}1', 'coach', 'active', 'Known', 'Known', '', 'KNOWN',"
            " now(), now() - interval '1 year')"
        )
        return [(None, person), (None, place)]

    return steps


EMAIL, OTHER = "Zoe@known.example", "other@new.example"
ROSTER = f"Role,First name,Surname,Email\r\ncoach,Zoe,Adams,{EMAIL}\r\nleader,Yves,Brun,\r\n"
NEW = {"role": "coach", "given_name": "Zoe", "family_name": "Adams", "email": EMAIL}


def _of_ours(w: World, path: str) -> str:
    return f"/programmes/{w.ids['programme']['ours']}/{path}"


def added(w: World) -> list[Step]:
    return [
        ("efe", post("/participants", {"programme_id": str(w.ids["programme"]["ours"]), **NEW}))
    ]


def appointed(who: str) -> Steps:
    named = {"given_name": "Zoe", "family_name": "Adams", "email": EMAIL}
    return lambda w: [(who, post(_of_ours(w, "coordinators"), named))]


def imported(w: World) -> list[Step]:
    sent, kind = ROSTER.encode(), (("content-type", "text/csv"),)
    times = ("?dry_run=true", "", "", "?dry_run=true")
    return [("efe", Ask("POST", _of_ours(w, f"imports{n}"), None, kind, sent)) for n in times]


def undone(_w: World) -> list[Step]:
    return [("efe", Ask("POST", "/imports/{last:import}/undo"))]


def changed(**fields: object) -> Steps:
    """Change the entry that was made last."""
    return lambda _w: [("efe", Ask("PATCH", "/participants/{last:participant}", fields, ANY))]


def ended(_w: World) -> list[Step]:
    return [("efe", Ask("POST", "/participants/{last:participant}/end"))]


SCENES: dict[str, Steps] = {
    "added": added,
    "added, then corrected": then(added, changed(email=OTHER)),
    "added, then without an address": then(added, changed(email=None)),
    "added, then ended": then(added, ended),
    "added twice": then(added, added),
    "added, ended, and added again": then(added, ended, added),
    "added, corrected, and back": then(added, changed(email=OTHER), changed(email=EMAIL)),
    "added, corrected, ended, and added again": then(added, changed(email=OTHER), ended, added),
    "added, corrected, then appointed": then(added, changed(email=OTHER), appointed("efe")),
    "added, then called otherwise": then(added, changed(display_name="Z", phone="0770 1")),
    "appointed by the operator": appointed("farah"),
    "appointed by a coordinator": appointed("efe"),
    "imported": imported,
    "imported, then undone": then(imported, undone),
    "an entry corrected to the address": patch("participant", "xan", "efe", email=EMAIL),
    "an entry made from another's": patch("participant", "ravi.coach", "efe", email=EMAIL),
}
# Whoever has a password keeps their place when the address kept here is corrected: it is then only
# how this programme reaches them. A coordinator who corrects an address and then brings the first
# one again can tell so. That is the same fact as the listed exception tells, the answer of
# `sign-in-link`, about an address that they typed themselves; and nothing more, as the test says.
# So does the refusal to speak for somebody who can speak, once their address here is cleared.
EXCEPTED: dict[str, Steps] = {
    "added, then given the address of another here": then(
        added, changed(email=word("person", "amara", "email"))
    ),
    "added, corrected, and added again": then(added, changed(email=OTHER), added),
    "added, cleared, and added again": then(added, changed(email=None), added),
    "added, corrected, and imported": then(added, changed(email=OTHER), imported),
}
KNOWN: dict[str, Steps] = {
    "nowhere": nothing,
    "with a password": known_elsewhere(EMAIL.lower(), password=True),
    "without a password": known_elsewhere(EMAIL.lower(), password=False),
    "as an operator": known_elsewhere(EMAIL.lower(), password=True, operator=True),
}
