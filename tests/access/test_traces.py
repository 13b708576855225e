"""T6: what is kept holds each word in its own place alone, and of who ended something nothing."""

import io
import json
from collections import defaultdict
from contextlib import contextmanager

import pytest
from tests.access.asking import Ask, post
from tests.access.listening import listening, log_of
from tests.access.stage import read_facts
from tests.cast import NOW
from tests.figures import add, record

from alongside.core.clock import use_clock


@contextmanager
def standing_still():
    """Stop the clock, so that two worlds differ in nothing but what was done."""
    before = use_clock(lambda: NOW)
    try:
        yield
    finally:
        use_clock(before)


def keyed(path, body):
    """Ask with a key, so that the answer's trace is kept too."""
    return Ask("POST", path, body, (("idempotency-key", "k-" + path.strip("/")),))


PERSON = {
    "given_name": "kanari-given", "family_name": "kanari-family", "display_name": "kanari-shown",
    "job_title": "kanari-job", "email": "kanari-mail@new.example", "phone": "kanari-phone",
    "access_needs": "kanari-needs", "topics": "kanari-topics",
}  # fmt: skip
CSV = io.StringIO()
CSV.write("Role,First name,Surname,Email,Mobile,Connected to (please keep private)\r\n")
CSV.write("coach,Kanari-first,Kanari-last,kanari-imported@x.example,0770 kanari,kanari-tie\r\n")
CSV.write("coach,,,not-an-address,,kanari-unkept-tie\r\n")


def writing(world):
    """Write a word into everything that takes one: who writes, and what they ask."""
    ours, held = str(world.ids["programme"]["ours"]), str(world.ids["session"]["held"])
    booked, amara = world.ids["session"]["booked"], str(world.ids["participant"]["amara"])
    any_version = (("if-match", "*"),)
    yield "efe", keyed("/participants", {"programme_id": ours, "role": "coach", **PERSON})
    yield "efe", keyed("/organisations", {"name": "kanari-organisation"})
    yield "efe", Ask("PATCH", f"/programmes/{ours}", {"aims": "kanari-aims"}, any_version)
    yield "amara", Ask("PATCH", f"/sessions/{booked}", {"place": "kanari-place"}, any_version)
    yield "amara", Ask("PUT", f"/sessions/{held}/private-note", {"text": "kanari-private"})
    shared = Ask("PUT", f"/sessions/{held}/shared-note", {"text": "kanari-both"}, any_version)
    yield "ben", shared
    after = str(world.ids["session"]["after_the_end"])
    for audience in ("team", "learning_partners"):
        given = {"session_id": after, "audience": audience, "text": f"kanari-to-{audience}"}
        yield "amara", Ask("POST", "/feedback", given, (("idempotency-key", audience),))
    yield "amara", keyed("/declarations", {"participant_id": amara, "text": "kanari-declared"})
    yield "amara", Ask("PATCH", "/me", {"display_name": "kanari-me"})
    yield "efe", Ask(
        "POST", f"/programmes/{ours}/imports?file_name=kanari-file", None,
        (("content-type", "text/csv"), ("idempotency-key", "import")), CSV.getvalue().encode(),
    )  # fmt: skip


PLACES = {
    "kanari-given": {"participant.given_name"},
    "kanari-family": {"participant.family_name"},
    "kanari-shown": {"participant.display_name", "person.display_name"},
    "kanari-job": {"participant.job_title"},
    "kanari-mail": {"participant.email", "person.email"},
    "kanari-phone": {"participant.phone"},
    "kanari-needs": {"participant.access_needs"},
    "kanari-topics": {"participant.topics"},
    "kanari-organisation": {"organisation.name"},
    "kanari-aims": {"programme.aims"},
    "kanari-place": {"session.place"},
    "kanari-private": set(),
    "kanari-both": {"note.text"},
    "kanari-to-team": {"feedback.text"},
    "kanari-to-learning_partners": {"feedback.text"},
    "kanari-declared": set(),
    "kanari-me": {"person.display_name"},
    "kanari-first": {
        "participant.given_name", "participant.display_name", "person.display_name",
    },
    "kanari-last": {
        "participant.family_name", "participant.display_name", "person.display_name",
    },
    "kanari-imported": {"participant.email", "person.email"},
    "0770 kanari": {"participant.phone"},
    "kanari-file": {"roster_import.file_name"},
    "kanari-tie": set(),
    "kanari-unkept-tie": set(),
}  # fmt: skip


def places_of(facts):
    """Say in which columns of which tables each word was found."""
    found = defaultdict(set)
    for table, rows in facts.tables.items():
        for row in rows:
            for column, value in row.items():
                kept = json.dumps(value, default=as_text).lower()
                for word in PLACES:
                    if word in kept:
                        found[word].add(f"{table}.{column}")
    return found


def as_text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def test_each_word_is_kept_in_its_own_place_and_no_other(stage, world, server):
    async def scene():
        async with stage.undone():
            answers = [(ask, await stage.act(who, ask)) for who, ask in writing(world)]
            return answers, await read_facts(stage)

    with listening(log_of(server)) as heard:
        answers, facts = stage.play(scene())
    assert [(ask.path, one.status) for ask, one in answers if one.status >= 400] == []
    found = places_of(facts)
    record("T6", "words written and looked for in every column", len(PLACES))
    assert {word: found[word] for word in PLACES} == PLACES
    assert [line for line in heard if "kanari" in line.lower()] == []


def test_the_private_column_comes_back_to_the_uploader_in_mend_csv_and_nowhere_else(stage, world):
    *_, (who, ask) = writing(world)

    answer = stage.play(stage.ask(who, ask))

    told = answer.json()
    assert "kanari-unkept-tie" in told.pop("mend_csv")
    assert "tie" not in json.dumps(told)
    assert "tie" not in str(answer.headers)


def outside_of_the_restricted_part(facts):
    """All that is kept but the one table that may know: nobody is granted a look into it."""
    return {name: rows for name, rows in facts.tables.items() if name != "restricted_entry"}


def noted(facts):
    """Who did what, as the restricted part knows it."""
    return {(row["action"], row["actor_person_id"]) for row in facts["restricted_entry"]}


def to(kind, name, verb, body=None):
    return lambda world: post(f"/{kind}s/{world.ids[kind][name]}/{verb}", body)


def shared_note(world):
    path = f"/sessions/{world.ids['session']['held']}/shared-note"
    return Ask("PUT", path, {"text": "New words."}, (("if-match", "*"),))


def moving(world):
    path, at = f"/sessions/{world.ids['session']['booked']}", "2030-01-02T10:00:00Z"
    body = {"starts_at": at, "ends_at": "2030-01-02T11:00:00Z"}
    return Ask("PATCH", path, body, (("if-match", "*"),))


DONE = {
    "pause": (to("pairing", "active", "pause"), ("amara", "ben", "efe", "tess")),
    "resume": (to("pairing", "paused", "resume"), ("hana", "ben")),
    "end": (to("pairing", "active", "end"), ("amara", "ben", "efe", "gwen")),
    "end what was paused": (to("pairing", "paused", "end"), ("hana", "ben", "efe")),
    "withdraw": (to("pairing", "asked", "end"), ("efe", "gwen", "tess")),
    "cancel": (to("session", "booked", "cancel"), ("amara", "ben", "efe")),
    "move": (moving, ("amara", "ben", "efe")),
    "record": (to("session", "begun", "record", {"held": False}), ("amara", "ben", "efe")),
    "write for both": (shared_note, ("amara", "ben")),
}


@pytest.mark.parametrize("what", DONE)
def test_what_is_kept_does_not_tell_who_did_it(stage, world, server, what):
    """Everything that is kept outside of the restricted part is the same, byte for byte."""
    asked, people = DONE[what]

    async def scene(who):
        async with stage.undone():
            answer = await stage.act(who, asked(world))
            assert answer.status == 200, answer
            return await read_facts(stage)

    with standing_still(), listening(log_of(server)) as heard:
        facts = [stage.play(scene(who)) for who in people]
    kept = [outside_of_the_restricted_part(one) for one in facts]
    add("T6", "ways of ending that leave one and the same trace", len(people))
    assert all(one == kept[0] for one in kept)
    apart = [noted(one) - noted(other) for one in facts for other in facts if one is not other]
    assert what == "write for both" or all(len(one) == 1 for one in apart)
    names = {str(world.people[who].person_id) for who in people}
    assert [line for line in heard if any(name in line for name in names)] == []


def test_a_decline_leaves_no_trace_but_its_state(stage, world):
    """The leader's no and the team's withdrawal differ in one word, which the coach is not told."""

    async def scene(who, verb):
        async with stage.undone():
            await stage.act(who, to("pairing", "asked", verb)(world))
            return outside_of_the_restricted_part(await read_facts(stage))

    with standing_still():
        declined = stage.play(scene("ben", "decline"))
        withdrawn = stage.play(scene("efe", "end"))
    different = {
        (table, column)
        for table in declined
        for one, other in zip(declined[table], withdrawn[table], strict=True)
        for column in one
        if one[column] != other[column]
    }
    assert different == {("pairing", "state")}
