"""The notices say what is so: they are made of what keeps us to it."""

import re

import pytest
from tests.architecture.test_size import ROOT
from tests.journeys.test_every_page import MODES

from alongside.access.policy import POLICY
from alongside.models.columns import Category, Keep
from alongside.own_data.data_map import read_map
from alongside.web.edge import CSP
from alongside.web.notice import LINES, NOT_TOLD, STANDING, lines_of, strangers
from alongside.web.notice_schemas import Kept, Missing, Reader, Until, Walked, Way

FRONT = ROOT / "frontend" / "src" / "features" / "about"
WALKS = {
    Walked.SIGNING_IN: "test_by_mail.py",
    Walked.SECOND_STEP: "test_second_step.py",
    Walked.PASSKEY: "test_passkeys.py",
    Walked.PAIRING_AND_MEETING: "test_by_keyboard.py",
    Walked.OWN_DATA: "test_own_data.py",
    Walked.WHO_LOOKED: "test_who_looked.py",
    Walked.LEAVING: "test_leaving.py",
}
PROGRAMME = [{"until": "programme", "days": 365}]


@pytest.fixture
def privacy(api):
    answer = api.anonymous.get("/privacy")
    assert answer.status_code == 200
    return answer.json()


def line(privacy, what):
    return next(one for one in privacy["kept"] if one["what"] == what)


def test_a_private_note_is_its_authors_alone_and_sealed(privacy):
    assert line(privacy, "private_note") == {
        "what": "private_note", "readers": ["you"], "kept": PROGRAMME, "longer_if_agreed": False,
        "sealed": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("what", "readers"),
    [
        ("help", {"you", "team", "partner_now"}),
        ("name", {"you", "team", "partner_now", "partner_ever"}),
        ("shared_note", {"both"}),
        ("feedback_to_team", {"you", "team"}),
        ("feedback_to_learning", {"you", "learning"}),
        ("feedback_to_partner", {"you", "both"}),
        ("tie", {"you", "leads"}),
        ("meeting", {"both", "team"}),
        ("trail_apart", {"leads"}),
        ("sign_in", {"you"}),
        ("looked", {"you"}),
        ("trail", {"you", "team"}),
        ("work", {"you", "team", "partner_now"}),
        ("topics", {"you", "team", "partner_now", "partner_ever"}),
        ("contact", {"you", "team", "partner_now"}),
        ("coordinator", {"you", "team", "operators"}),
        ("helper", {"members"}),
        ("said_for", {"you", "team"}),
        ("list", {"team"}),
        ("mail", set()),
    ],
)
def test_readers_come_from_the_policy(privacy, what, readers):
    assert set(line(privacy, what)["readers"]) == readers


def test_every_relation_of_the_policy_has_somebody_to_name():
    reads = [rule for action, rule in POLICY.items() if action.value.endswith(":read")]
    ways = {way.relation.__name__.partition("_when_to_")[0] for rule in reads for way in rule.who}
    told = {one.on.name for one in POLICY.values()} & {one.table for one in LINES}

    assert ways - STANDING.keys() == {"anybody", "members", "operators"}
    assert {"participant", "pairing", "session", "note", "feedback", "declaration"} <= told


def test_each_kind_of_thing_that_the_data_map_knows_is_told_of():
    told = {x.about.category for one in LINES for x in lines_of(one)}

    assert set(Category) - NOT_TOLD - told == set()
    assert {one.what for one in LINES} == set(Kept)
    assert all(len(lines_of(one)) == len(one.columns) for one in LINES)
    assert {x.about.keep for x in read_map()} <= set(Keep)
    kinds = {keep.name.lower() for keep in Keep} | {"answers"}
    assert {one.value for one in Until} == kinds


def test_who_helps_is_told_by_name_to_everybody_in_the_programme_and_to_nobody_else(api, cast):
    """As the notice says: it is a function of the database that tells it, and no policy."""
    path = f"/programmes/{cast.programme.id}/helpers"
    member = api.as_(cast.ben).get(path).json()["items"]

    assert {one["display_name"] for one in member} >= {"Efe", "Gwen", "Chen", "Dilys"}
    assert all("email" not in one for one in member)
    assert api.as_(cast.farah).get(path).json()["items"] == []


def test_of_feedback_the_answers_stay_as_counts_and_the_words_do_not(privacy):
    for to in ("partner", "team", "learning"):
        assert line(privacy, f"feedback_to_{to}")["kept"] == [
            *PROGRAMME, {"until": "answers", "days": None},
        ]  # fmt: skip


def test_what_stays_with_who_agreed_is_how_to_reach_them_and_no_more(privacy):
    longer = {one["what"] for one in privacy["kept"] if one["longer_if_agreed"]}

    assert longer == {"name", "helper", "coordinator", "work", "contact"}


def test_a_page_speaks_to_no_other_site_and_one_that_did_would_be_named(privacy):
    assert privacy["hosts"] == []
    wider = CSP[1].decode().replace("connect-src", "connect-src https: *.counter.example")
    assert strangers(wider) == ["*.counter.example", "https:"]


def test_how_long_erasing_takes_is_what_is_set(api, privacy):
    assert privacy["erasing"] == {
        "waiting_days": api.app.state.site.erasure_days, "copies_days": 30,
    }  # fmt: skip
    assert [one["purpose"] for one in privacy["cookies"]] == ["sign_in", "known_device"]


def test_what_is_said_to_be_tried_is_tried(api):
    told = api.anonymous.get("/accessibility").json()

    assert told["ways"] == list(MODES)
    assert sorted(told["widths"]) == [320, 1280]
    journeys = ROOT / "tests" / "journeys"
    assert set(WALKS) == set(Walked)
    for walked in told["walked"]:
        assert ".press(" in (journeys / WALKS[Walked(walked)]).read_text()


@pytest.mark.parametrize("codes", [Kept, Reader, Until, Walked, Way, Missing])
def test_the_page_has_words_for_every_code(codes):
    said = "".join(path.read_text() for path in FRONT.glob("notice*.ts*"))
    named = set(re.findall(r"^  '?([\w ]+)'?: '\w+',$", said, re.MULTILINE))

    assert {one.value for one in codes} - named == set()
