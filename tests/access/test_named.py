"""Who is named as a reader of a text is whoever is given it, and nobody else."""

from collections import Counter

import pytest
from tests.access.asking import post
from tests.access.named import NOT_NAMED, Named
from tests.access.words import word
from tests.figures import record

from alongside.access.audiences import ASKED_ABOUT_YOU, CIRCLES, PAIRED_WITH_YOU, TEXTS
from alongside.access.policy import POLICY
from alongside.access.relations import Offered

# The names of programmes are no texts: who has left is still told where they were.
TEXTS_OF_PEOPLE = (
    "note.text", "feedback.text", "declaration.text", "session.place", "programme.aims",
    "participant.given_name", "participant.family_name",
    "participant.job_title", "participant.email", "participant.phone",
    "participant.access_needs", "participant.topics",
)  # fmt: skip


@pytest.fixture(scope="session")
def named(matrix, stage, world, facts):
    async def everybodys():
        return {who: await stage.ask(who, post("/me/copy")) for who in world.actors}

    return Named(matrix, stage.play(everybodys()), world, facts)


@pytest.fixture(scope="session")
def sayings(named):
    return list(named.said())


def test_every_text_in_the_world_says_who_reads_it(named, sayings, world):
    wanted = {
        text
        for text, (table, _, field) in world.words.items()
        if f"{table}.{field}" in TEXTS_OF_PEOPLE and named.given[text]
    }
    told = {said.text for said in sayings}
    kinds = Counter("{0}.{2}".format(*world.words[text]) for text in told)
    record("AUDIENCE", "texts whose readers are named", len(told))
    record("AUDIENCE", "namings of readers compared", len(sayings))

    assert set(kinds) == set(TEXTS_OF_PEOPLE)
    assert {t for t in wanted - told if world.words[t][0] != "participant"} == set()


def test_whoever_is_named_is_given_the_text(named, sayings):
    wrong = [
        (said, sorted(named.persons(said) - named.given[said.text]))
        for said in sayings
        if not named.persons(said) <= named.given[said.text]
    ]

    assert wrong == []


def test_whoever_is_given_a_text_is_named_or_may_not_be_known_of(named, sayings):
    """Those of whom the viewer may not know are meant by the general words, which stand there."""
    general, wrong = 0, []
    for said in sayings:
        unnamed = named.given[said.text] - named.persons(said)
        general += len(unnamed)
        hidden = named.unknown_to(said.viewer, said) if NOT_NAMED & set(said.readers) else set()
        if not unnamed <= hidden:
            wrong.append((said, sorted(unnamed - hidden)))
    record("AUDIENCE", "readers meant in general, who may not be known of", general)

    assert wrong == []
    assert general > 0


def test_what_is_said_before_a_text_is_written_is_true_once_it_is_there(named):
    told = list(named.before_writing())
    record("AUDIENCE", "namings before a text was written", len(told))

    assert {place for place, _ in told} == {
        "private_note", "shared_note", "pairing", "team", "learning_partners",
    }  # fmt: skip
    for place, said in told:
        persons = named.persons(said) | {said.viewer}
        assert persons == named.given[said.text], (place, said)


def test_nobody_is_named_of_whom_the_viewer_may_not_know(named, sayings):
    for said in sayings:
        table, whose, _ = named.world.words[said.text]
        others = named.persons(said) - {said.viewer}
        if table == "participant":
            person = named.person_of(named.world.ids["participant"][whose])
            others -= {person} | helpers(named, whose)
            unknown = named.unknown_to(said.viewer, said) - known_to(named, said)
            assert others & unknown == set(), said


def helpers(named, whose):
    """Those who run the programme that somebody is in: everybody in it may know of them."""
    rows = {row["id"]: row for row in named.facts["participant"]}
    here = rows[named.world.ids["participant"][whose]]["programme_id"]
    return {
        named.person_of(row["id"])
        for row in rows.values()
        if row["programme_id"] == here and row["role"] == "coordinator"
    }


def known_to(named, said):
    """Those with whom the viewer sees the person paired by some other pairing."""
    _, whose, _ = named.world.words[said.text]
    every = {
        named.person_of(pairing[side])
        for pairing in named.facts.pairings_of[named.world.ids["participant"][whose]]
        for side in ("coach_id", "leader_id")
    }
    return every - named.unknown_to(said.viewer, said)


@pytest.mark.parametrize(
    ("leader", "coach"),
    [("ben", "ravi.coach"), ("ravi.leader", "amara"), ("idris", "hana")],
)
def test_a_leader_is_told_of_no_coach_who_has_not_said_yes(named, sayings, leader, coach):
    """The coach does read the leader's topics, and is meant by the general words."""
    text, viewer = word("participant", leader, "topics"), leader.partition(".")[0]
    own = [said for said in sayings if said.viewer == viewer and said.text == text]

    assert coach.partition(".")[0] in named.given[text]
    assert own
    for said in own:
        assert word("participant", coach, "display_name") not in said.readers
        assert {PAIRED_WITH_YOU, ASKED_ABOUT_YOU} <= set(said.readers)


def test_a_coach_is_not_told_that_a_leader_reads_who_was_not_asked_yet(named, sayings):
    text = word("participant", "hana", "topics")
    own = [said for said in sayings if said.viewer == "hana" and said.text == text]

    assert own
    for said in own:
        assert word("participant", "idris", "display_name") not in said.readers
        assert word("participant", "ben", "display_name") in said.readers


def test_the_general_words_are_there_whether_there_is_somebody_or_not(named, sayings):
    """All coaches and leaders are told the same of those who are not named."""
    rows = {row["id"]: row for row in named.facts["participant"]}
    told = {
        said.text: NOT_NAMED & set(said.readers)
        for said in sayings
        if named.world.words[said.text][0] == "participant"
        and named.person_of(named.world.ids["participant"][named.world.words[said.text][1]])
        == said.viewer
    }
    for text, general in told.items():
        _, whose, field = named.world.words[text]
        told_to_partners = field not in ("given_name", "family_name")
        role = rows[named.world.ids["participant"][whose]]["role"]
        paired = told_to_partners and role in ("coach", "leader")
        wanted = {PAIRED_WITH_YOU} | ({ASKED_ABOUT_YOU} if field == "topics" else set())
        assert general == (wanted if paired else set()), text


def test_every_way_to_a_text_can_be_put_into_names():
    ways = {way.relation for actions in TEXTS.values() for a in actions for way in POLICY[a].who}
    plain = {one.relation if isinstance(one, Offered) else one for one in ways}

    assert plain <= set(CIRCLES)
