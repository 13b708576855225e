"""The policy as a page that anybody can read: `alongside policy` writes docs/access.md."""

from typing import NamedTuple

from alongside.access.policy import AT_ALL, FIELDS, POLICY, SEEN, SERVANTS, Level, Rule

WORDS = {
    "anybody": "everybody who takes part anywhere, and operators",
    "members": "everybody in the programme",
    "coordinators": "its coordinators",
    "coordinators_for_who_is_asked": "its coordinators, while somebody is asked who cannot sign in",
    "operators": "operators",
    "safeguarding_leads": "its safeguarding leads",
    "oneself": "the person themselves",
    "whose_it_is": "the person whose it is",
    "its_author": "its author",
    "its_coach": "its coach",
    "its_leader": "its leader",
    "its_leader_once_asked": "its leader, once the coach has said yes",
    "partner_now": "the other member, while the pairing is active or paused",
    "partner_at_some_time": "the other member, before and after",
    "appointed_coordinators": "operators, where the person is a coordinator",
}
LEVELS = {
    Level.PARTNER: "contact details and access needs too",
    Level.NAME: "a name and topics only",
    Level.OFFICE: "name, e-mail, role and state only",
    Level.AS_COACH: "in the coach's words",
    Level.AS_LEADER: "in the leader's words",
}


class Besides(NamedTuple):
    """Something that is told and that no action names: at which address, out of what, to whom."""

    what: str
    path: str
    out_of: str  # a function of the database, or a table whose lock knows one's own rows
    to_whom: str


# tests/access/test_besides.py holds each of these words, and that there are no others.
BESIDES = (
    Besides(
        "who helps in a programme",
        "/programmes/{programme_id}/helpers",
        "readers_of",
        "everybody in the programme: the names and roles of its coordinators, learning partners and"
        " safeguarding leads, and which of them are leads",
    ),
    Besides(
        "who looked at one's details or changed them",
        "/who-looked",
        "who_looked",
        "the person whose they are, in every programme, and after they have left",
    ),
    Besides(
        "what one said yes or no to",
        "/me/consents",
        "consent",
        "the person who said it, and nobody else",
    ),
)
FIRST = """\
# Who may do what

Written from `backend/alongside/access/policy.py` by `make openapi`; never by hand. What is not
listed on this page, nobody may do; but one's own account is one's own. A thing one may not know of
answers 404, in the same bytes as one that does not exist. The database refuses the same readings
once more, by row-level security.

| action | on | open to |
|---|---|---|
"""


def _in_words(name: str) -> str:
    relation, to, audience = name.partition("_when_to_")
    known = WORDS.get(relation, relation.replace("_", " "))
    return f"{known}, if it is for `{audience}`" if to else known


def who_in_words(rule: Rule) -> str:
    told = []
    for way in rule.who:
        words = _in_words(way.relation.__name__)
        level = LEVELS.get(way.level)
        told.append(f"{words} ({level})" if level else words)
    return "; ".join(told)


def write_document() -> str:
    """Render the whole policy: who may do what, who sees how much, what is told otherwise."""
    rows = [
        f"| `{action.value}` | {rule.on.name.replace('_', ' ')} | {who_in_words(rule)} |"
        for action, rule in POLICY.items()
    ]
    fields = [
        f"- **{LEVELS[level]}**: {', '.join(f'`{one}`' for one in sorted(seen))}"
        for level, seen in FIELDS.items()
    ]
    otherwise = [
        f"- **{LEVELS[level]}**: {', '.join(f'`{one}`' for one in told)}"
        for level, told in SEEN.items()
    ]
    alone = [f"- **{servant.value}**: may {what}." for servant, what in SERVANTS.items()]
    made = ", ".join(f"`{action.value}`" for action in AT_ALL)
    parts = [
        FIRST + "\n".join(rows),
        "## What of a row each kind of reader sees, where that is not all",
        "\n".join(fields),
        "## What is told otherwise than it is kept",
        "So that a decline, and thinking about it, stay with whoever did so; see decision 5.",
        "\n".join(otherwise),
        "## What is told besides",
        "No action of the table stands for it.",
        "\n".join(f"- **{one.what}** (`{one.path}`): {one.to_whom}." for one in BESIDES),
        "## What works by itself",
        "No person is asking then; each may do this and nothing else.",
        "\n".join(alone),
        "## On nothing that is there yet",
        f"{made} are asked of a person's seats alone.\n",
    ]
    return "\n\n".join(parts)
