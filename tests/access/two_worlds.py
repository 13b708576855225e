"""Worlds that differ in one secret, and who may know of it. Everybody else must notice nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.access.asking import Ask, post
from tests.access.world import World

Step = tuple[str | None, Ask | str]  # who asks what; or nobody, and a change by SQL
Steps = Callable[[World], list[Step]]
COORDINATORS = ("efe", "gwen", "tess")
LEARNING = ("chen", "dilys", "vic")
ANY = (("if-match", "*"),)


@dataclass(frozen=True)
class Secret:
    """Two or more ways in which a world may have gone on, alike to all who may not know."""

    what: str
    ways: tuple[Steps, ...]
    known_to: tuple[str, ...]
    watched_by: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    lists: tuple[str, ...] = field(default=())


def nothing(_w: World) -> list[Step]:
    return []


def on(kind: str, name: str, verb: str, who: str, body: object = None) -> Steps:
    return lambda w: [(who, post(f"/{kind}s/{w.ids[kind][name]}/{verb}", body))]


def patch(kind: str, name: str, who: str, **body: object) -> Steps:
    return lambda w: [(who, Ask("PATCH", f"/{kind}s/{w.ids[kind][name]}", body, ANY))]


def put_note(session: str, which: str, who: str, text: str) -> Steps:
    path = f"{which}-note"
    return lambda w: [
        (who, Ask("PUT", f"/sessions/{w.ids['session'][session]}/{path}", {"text": text}, ANY))
    ]


def feedback(session: str, who: str, audience: str, text: str) -> Steps:
    return lambda w: [
        (
            who,
            post(
                "/feedback",
                {
                    "session_id": str(w.ids["session"][session]),
                    "audience": audience,
                    "text": text,
                },
            ),
        )
    ]


def declare(name: str, who: str, text: str) -> Steps:
    return lambda w: [
        (
            who,
            post(
                "/declarations", {"participant_id": f"{w.ids['participant'][name]}", "text": text}
            ),
        )
    ]


def propose(coach: str, leader: str, programme: str, who: str) -> Steps:
    def steps(w: World) -> list[Step]:
        people = w.ids["participant"]
        pair = {"coach_id": str(people[coach]), "leader_id": str(people[leader])}
        return [
            (who, post("/pairings", {"programme_id": str(w.ids["programme"][programme]), **pair}))
        ]

    return steps


def then(*parts: Steps) -> Steps:
    return lambda w: [step for part in parts for step in part(w)]


def taken_back(w: World) -> list[Step]:
    """Take back the newest thing that idris said: whatever it is called, he can find it."""
    return [(None, "delete from feedback where text = 'For a moment.'")]


ASKED = (("pairing", "asked"), ("participant", "pia"), ("participant", "ben"))
ACTIVE = (("pairing", "active"), ("session", "booked"), ("session", "held"))
OF_PAIRS = ("pairings", "participants", "sessions")
EVERYBODYS_SECRETS = (
    Secret(
        "a declaration",
        (nothing, declare("amara", "amara", "A tie."), declare("amara", "amara", "Another.")),
        ("amara", "gwen"), ("efe", "tess", "ben", "chen", "vic"),
        (("participant", "amara"), ("declaration", "amara")),
        lists=("declarations", "participants"),
    ),
    Secret(
        "a note to oneself",
        (nothing, put_note("booked", "private", "amara", "Mine."),
         put_note("booked", "private", "amara", "Mine too.")),
        ("amara",), ("ben", "efe", "gwen", "chen"), (("session", "booked"), ("pairing", "active")),
        lists=("sessions",),
    ),
    Secret(
        "what a note to oneself says",
        (put_note("held", "private", "amara", "Yes."), put_note("held", "private", "amara", "No.")),
        ("amara",), ("ben", "efe"), (("session", "held"),), lists=("sessions",),
    ),
    Secret(
        "a note for both",
        (nothing, put_note("booked", "shared", "ben", "Ours."),
         put_note("booked", "shared", "ben", "Ours too.")),
        ("amara", "ben"), ("efe", "gwen", "idris", "chen"), (("session", "booked"),),
        lists=("sessions",),
    ),
    Secret(
        "who wrote the note for both",
        (put_note("held", "shared", "ben", "Ours."), put_note("held", "shared", "amara", "Ours.")),
        (), ("amara", "ben", "efe"), (("session", "held"),), lists=("sessions",),
    ),
    Secret(
        "feedback to the partner",
        (nothing, feedback("after_the_end", "idris", "pairing", "Kind.")),
        ("idris", "amara"), ("efe", "gwen", "chen", "ben", "jo"), (("session", "after_the_end"),),
        lists=("feedback", "offered-feedback"),
    ),
    Secret(
        "feedback to the team",
        (nothing, feedback("after_the_end", "amara", "team", "Plain.")),
        ("amara", *COORDINATORS), ("idris", "chen", "ben", "farah"),
        (("session", "after_the_end"),), lists=("feedback", "offered-feedback"),
    ),
    Secret(
        "feedback to learning partners",
        (nothing, feedback("after_the_end", "idris", "learning_partners", "Slowly.")),
        ("idris", *LEARNING), ("amara", "efe", "mo", "ben"), (("session", "after_the_end"),),
        lists=("feedback", "offered-feedback"),
    ),
    Secret(
        "feedback that was withdrawn",
        (nothing, then(feedback("after_the_end", "idris", "pairing", "For a moment."), taken_back)),
        (), ("idris", "amara", "efe"), (("session", "after_the_end"),), lists=("feedback",),
    ),
    Secret(
        "that a leader declined, and the team did not withdraw",
        (on("pairing", "asked", "decline", "ben"), on("pairing", "asked", "end", "efe")),
        ("ben", *COORDINATORS), ("pia", "amara", "chen", "jo"), ASKED, lists=OF_PAIRS,
    ),
    Secret(
        "that a coach declined after a yes, and the team did not withdraw",
        (on("pairing", "asked", "decline", "pia"), on("pairing", "asked", "end", "efe")),
        ("pia", *COORDINATORS), ("ben", "amara", "chen", "jo"), ASKED, lists=OF_PAIRS,
    ),
    Secret(
        "a proposal before the coach's yes, whatever becomes of it",
        (nothing, on("pairing", "proposed", "decline", "hana"),
         on("pairing", "proposed", "end", "efe")),
        ("hana", *COORDINATORS), ("idris", "ben", "chen", "jo"),
        (("pairing", "proposed"), ("participant", "hana"), ("participant", "idris")),
        lists=OF_PAIRS,
    ),
    Secret(
        "a new proposal",
        (nothing, propose("hana", "ravi.leader", "ours", "efe")),
        ("hana", *COORDINATORS), ("ravi", "ben", "chen", "pia"),
        (("participant", "hana"), ("participant", "ravi.leader")), lists=OF_PAIRS,
    ),
    Secret(
        "who paused",
        tuple(on("pairing", "active", "pause", who) for who in ("amara", "ben", "efe")),
        (), ("amara", "ben", "efe", "gwen"), ACTIVE, lists=OF_PAIRS,
    ),
    Secret(
        "who ended",
        tuple(on("pairing", "active", "end", who) for who in ("amara", "ben", "efe")),
        (), ("amara", "ben", "efe", "gwen"), ACTIVE, lists=OF_PAIRS,
    ),
    Secret(
        "who resumed",
        tuple(on("pairing", "paused", "resume", who) for who in ("hana", "ben")),
        (), ("hana", "ben", "efe"), (("pairing", "paused"),), lists=("pairings",),
    ),
    Secret(
        "who cancelled a session",
        tuple(on("session", "booked", "cancel", who) for who in ("amara", "ben", "efe")),
        (), ("amara", "ben", "efe"), ACTIVE, lists=("sessions",),
    ),
    Secret(
        "that somebody left, and not only this pairing ended",
        (on("participant", "pia", "end", "efe"), on("pairing", "asked", "end", "efe")),
        ("pia", "idris", *COORDINATORS), ("ben", "amara", "chen"), ASKED,
        lists=("pairings", "sessions"),
    ),
    Secret(
        "contact details and needs before the yes",
        tuple(patch("participant", "ben", "ben", phone=said, access_needs=said, contact_by=by,
                    capacity=n) for said, by, n in (("0770 1", "phone", 1), ("0770 2", "text", 2))),
        ("ben", "amara", "hana", *COORDINATORS), ("pia", "idris", "ravi", "chen", "farah"), ASKED,
        lists=("participants", "pairings"),
    ),
    Secret(
        "names and addresses as the team keeps them",
        tuple(patch("participant", "pia", "efe", given_name=said, family_name=said, job_title=said,
                    email=f"{said}@x.example") for said in ("One", "Two")),
        ("pia", *COORDINATORS), ("ben", "idris", "chen", "farah"), ASKED, lists=("participants",),
    ),
    Secret(
        "what happens in another programme",
        (nothing, then(propose("kofi", "uma", "elsewhere", "jo"),
                       on("pairing", "elsewhere", "pause", "kofi"),
                       feedback("elsewhere_held", "lena", "team", "Elsewhere."),
                       declare("kofi", "kofi", "A tie elsewhere."))),
        ("jo", "pia", "kofi", "lena", "uma", "wren", "vic", "mo"),
        ("efe", "amara", "chen", "farah", "sol"),
        (("pairing", "elsewhere"), ("participant", "kofi"), ("session", "elsewhere_held")),
        lists=("pairings", "sessions", "participants", "feedback", "declarations"),
    ),
    Secret(
        "that somebody was sent a sign-in link",
        (nothing, on("participant", "xan", "sign-in-link", "efe")),
        ("efe",), ("gwen", "amara", "farah", "ben"), (("participant", "xan"),),
        lists=("participants",),
    ),
)  # fmt: skip
