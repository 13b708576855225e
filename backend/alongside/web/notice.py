"""What the privacy notice says, made of what keeps us to it: data map, policy and headers.

The page puts it into words, and has words for every code here.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from alongside.access.policy import FIELDS, POLICY, Action, Rule
from alongside.core.wrapping import KEPT_FOR as COPIES_KEPT_FOR
from alongside.identity.known_devices import KEPT_FOR as DEVICE_KNOWN_FOR
from alongside.identity.service import LONGEST_IDLE
from alongside.models import Audience
from alongside.models.columns import Category, Keep
from alongside.models.feedback import ANSWERS
from alongside.own_data.data_map import PERIODS, Line, read_map
from alongside.own_data.retention import TO_REACH
from alongside.web.edge import CSP
from alongside.web.notice_schemas import (
    CookieView,
    ErasingView,
    Kept,
    KeptFor,
    KeptView,
    PrivacyView,
    Reader,
    Until,
)


class Told(NamedTuple):
    """One line of the notice: columns of one table, perhaps of one audience, and who reads them."""

    what: Kept
    table: str
    columns: tuple[str, ...]
    audience: Audience | None = None
    reads: tuple[Action, ...] = ()
    of_team: bool = False


FEEDBACK = ("text", *ANSWERS)

LINES = (
    Told(Kept.NAME, "participant", ("display_name",)),
    Told(Kept.HELPER, "participant", ("display_name", "safeguarding_lead"), of_team=True),
    Told(Kept.COORDINATOR, "participant", ("email", "given_name", "family_name"), of_team=True),
    Told(Kept.WORK, "participant", ("organisation_id", "job_title", "lived_experience")),
    Told(Kept.CONTACT, "participant", ("email", "phone", "contact_by")),
    Told(Kept.HELP, "participant", ("access_needs",)),
    Told(Kept.TOPICS, "participant", ("topics",)),
    Told(Kept.PAIRING, "pairing", ("state",)),
    Told(Kept.MEETING, "session", ("starts_at", "place")),
    Told(Kept.PRIVATE_NOTE, "note", ("sealed",), Audience.PRIVATE),
    Told(Kept.SHARED_NOTE, "note", ("text",), Audience.PAIRING),
    Told(Kept.FEEDBACK_TO_PARTNER, "feedback", FEEDBACK, Audience.PAIRING),
    Told(Kept.FEEDBACK_TO_TEAM, "feedback", FEEDBACK, Audience.TEAM),
    Told(Kept.FEEDBACK_TO_LEARNING, "feedback", FEEDBACK, Audience.LEARNING_PARTNERS),
    Told(Kept.TIE, "declaration", ("sealed",)),
    Told(Kept.SIGN_IN, "sign_in", ("browser", "system", "expires_at")),
    Told(Kept.ACCOUNT, "person", ("email", "display_name", "password_hash")),
    Told(Kept.AGREED, "consent", ("given",)),
    Told(Kept.SAID_FOR, "said_for", ("by_id", "means", "action")),
    Told(Kept.MAIL, "mail", ("kind", "sent_at")),
    Told(Kept.LIST, "imported_row", ("given", "before"), reads=(Action.IMPORT_READ,)),
    Told(Kept.LOOKED, "audit_entry", ("at", "actor_id")),
    Told(Kept.TRAIL, "audit_entry", ("action",), reads=(Action.AUDIT_READ,)),
    Told(
        Kept.TRAIL_APART, "restricted_entry", ("action",), reads=(Action.RESTRICTED_AUDIT_READ,)
    ),
)  # fmt: skip

# Who stands in a relation, as one says it to the person it is about. Whoever looks after the
# installation reads of coordinators alone how to reach them, and so is named for nobody else;
# and the team is paired with nobody.
STANDING: dict[str, Reader] = {
    "oneself": Reader.YOU,
    "whose_it_is": Reader.YOU,
    "its_author": Reader.YOU,
    "its_coach": Reader.BOTH,
    "its_leader": Reader.BOTH,
    "its_leader_once_asked": Reader.BOTH,
    "partner_now": Reader.PARTNER_NOW,
    "partner_at_some_time": Reader.PARTNER_EVER,
    "coordinators": Reader.TEAM,
    "learning_partners": Reader.LEARNING,
    "safeguarding_leads": Reader.LEADS,
    "appointed_coordinators": Reader.OPERATORS,
}
OF_PAIRED = {Reader.PARTNER_NOW, Reader.PARTNER_EVER}
YOURS_ALONE = {Kept.SIGN_IN, Kept.ACCOUNT, Kept.AGREED, Kept.LOOKED}
TOLD_TO_ITS_OWN = {Kept.TRAIL}
TOLD_TO_ALL = {Kept.HELPER}  # by readers_of(), in the database
NOT_TOLD = {Category.TECHNICAL, Category.OFFER}


def _rules(line: Told) -> Iterator[Rule]:
    """Find by which actions a line is read: those named, or all that read its table."""
    for action, rule in POLICY.items():
        if action in line.reads or (
            not line.reads and rule.on.name == line.table and action.value.endswith(":read")
        ):
            yield rule


def _applies(line: Told, standing: Reader) -> bool:
    if line.of_team:
        return standing not in OF_PAIRED
    return standing is not Reader.OPERATORS


def _readers(line: Told) -> Iterator[Reader]:
    if line.what in TOLD_TO_ALL:
        yield Reader.MEMBERS
        return
    if line.what in YOURS_ALONE | TOLD_TO_ITS_OWN:
        yield Reader.YOU
    for rule in _rules(line):
        for way in rule.who:
            name, _, audience = way.relation.__name__.partition("_when_to_")
            shown = FIELDS.get(way.level)
            if shown is not None and not shown & {*line.columns}:
                continue
            if line.audience and audience and audience != line.audience.value:
                continue
            if _applies(line, STANDING[name]):
                yield STANDING[name]


def lines_of(line: Told) -> list[Line]:
    """Give the columns of the data map that a line tells of."""
    return [x for x in read_map() if x.table.name == line.table and x.column.name in line.columns]


def _kept_for(line: Told) -> list[KeptFor]:
    each = sorted(lines_of(line), key=lambda x: line.columns.index(x.column.name))
    told = dict.fromkeys((x.about.keep, _until(x)) for x in each)
    return [
        KeptFor(until=until, days=PERIODS[keep][0].days if keep in PERIODS else None)
        for keep, until in told
    ]


def _until(line: Line) -> Until:
    """Name for how long; of feedback it is the answers that stay to be counted."""
    answers = line.about.category is Category.ANSWERS and line.about.keep is Keep.COUNTED
    return Until.ANSWERS if answers else Until(line.about.keep.name.lower())


def _longer(line: Told) -> bool:
    """Say whether it stays for longer with who agreed to be asked afterwards."""
    return line.table == "participant" and any(
        x.about.category in TO_REACH and x.about.keep is Keep.PROGRAMME for x in lines_of(line)
    )


@lru_cache(maxsize=1)
def kept() -> list[KeptView]:
    """Say what is kept about people, who reads it, and for how long."""
    return [
        KeptView(
            what=line.what,
            readers=list(dict.fromkeys(_readers(line))),
            kept=_kept_for(line),
            longer_if_agreed=_longer(line),
            sealed=any(x.column.name == "sealed" for x in lines_of(line)),
        )
        for line in LINES
    ]


def strangers(policy: str) -> list[str]:
    """Name what besides our own site a page of ours may load from or speak to."""
    words = {word for part in policy.split(";") for word in part.split()[1:]}
    return sorted(word for word in words if not word.startswith(("'", "/")) and word != "data:")


def privacy(erasure_days: int) -> PrivacyView:
    """Put the notice together."""
    return PrivacyView(
        kept=kept(),
        hosts=strangers(CSP[1].decode()),
        cookies=[
            CookieView(purpose="sign_in", days=LONGEST_IDLE.days),
            CookieView(purpose="known_device", days=DEVICE_KNOWN_FOR.days),
        ],
        erasing=ErasingView(waiting_days=erasure_days, copies_days=COPIES_KEPT_FOR.days),
    )
