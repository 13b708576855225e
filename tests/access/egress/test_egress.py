"""T6: each word that is hidden leaves by the ways, and to the people, that were promised it."""

import re

import pytest
from tests.access.egress.canaries import EVERY, EVERYBODY, GIVEN, LEADS, WRITTEN, Planted
from tests.access.egress.journey import Journey, travel
from tests.access.egress.ways_out import answers, everything_told, mails
from tests.access.listening import listening_closely, log_of
from tests.erasure.conftest import COUNTS, House, later
from tests.figures import add, record
from tests.vaults import WRAPPING

from alongside.database import Urls
from alongside.mail import Kind
from alongside.settings import Settings

BY_PERSON = {
    "answers": "answers", "trail": "answers", "copies": "copies", "mails": "mails",
    "in short": "short",
}  # fmt: skip
AT_REST = {"dump", "backup"}
WITHHELD = {"headers", "refusals", "jobs", "log", "copy of the keys"}


@pytest.fixture
def journey(own_api, own_database, cast, tmp_path):
    urls = Urls(own_database.app_url, own_database.owner_url)
    settings = Settings(data_dir=tmp_path, vault_key=WRAPPING)
    return Journey(own_api, cast, urls, settings, Planted())


@pytest.fixture
def heard(server):
    return listening_closely(log_of(server))


def may_hold(what, way, who):
    """Say whether a word may be met there."""
    canary = EVERY[what]
    if way in BY_PERSON:
        return who in getattr(canary, BY_PERSON[way])
    return way in AT_REST and canary.kept


def breaches(journey, told):
    return sorted(
        (what, one.way, one.who)
        for one in told
        for what in journey.planted.met(one.said)
        if not may_hold(what, one.way, one.who)
    )


def met_by(journey, told, way):
    return {
        (what, one.who) for one in told if one.way == way for what in journey.planted.met(one.said)
    }


def promised(way):
    return {(what, who) for what, one in EVERY.items() for who in getattr(one, way) & EVERYBODY}


def test_every_word_leaves_as_promised_and_no_other_way(journey, heard):
    with heard as lines:
        travel(journey)
        told = list(everything_told(journey))
    ways = {(one.way, one.who) for one in told} | {("log", None)}
    assert journey.planted.words.keys() == EVERY.keys()
    assert breaches(journey, told) == []
    assert [line for line in lines if journey.planted.met(line)] == []

    assert [one.said for one in told if one.way == "copy of the keys" and one.said]
    assert promised("copies") == met_by(journey, told, "copies")
    assert promised("mails") == met_by(journey, told, "mails")
    assert promised("short") == met_by(journey, told, "in short")
    assert {what for what, _ in met_by(journey, told, "dump")} == {
        what for what, one in EVERY.items() if one.kept
    }
    written = {(what, who) for what, who in promised("answers") if what in WRITTEN}
    met = met_by(journey, told, "answers") | met_by(journey, told, "trail")
    assert written - met == set()
    record("T6", "canaries by way out", f"{len(EVERY)} by {len(ways)} = {len(EVERY) * len(ways)}")
    record("T6", "canaries met where they should not be", 0)
    record("T6", "log lines of the whole journey, at DEBUG", len(lines))
    record("T6", "mails of every kind searched", len([one for one in told if one.way == "mails"]))


def test_each_kind_of_mail_was_among_them_and_names_nobody_else(journey):
    travel(journey)
    told = list(mails(journey))

    kinds = {row[0] for row in journey.sql("select kind from mail where sent_at is not null")}
    assert kinds == {one.value for one in Kind}
    names = {one.name.capitalize() for one in journey.cast.everybody()}
    for one in told:
        others = "|".join(names - {one.who.capitalize()})
        assert re.findall(rf"\b(?:{others})\b", one.said) == []
        assert "Side by Side" not in one.said


def test_why_a_lead_looked_is_told_to_leads_alone(journey):
    travel(journey)
    told = [one for who in EVERYBODY for one in answers(journey, who)]

    reason = '"reason":"complaint"'
    assert {(one.way, one.who) for one in told if reason in one.said} == {("trail", "gwen")}
    looked = {one.who for one in told if "restricted_audit:read" in one.said}
    assert looked == {"gwen"}


def test_once_they_are_erased_no_word_of_theirs_leaves_by_any_way(journey, heard):
    travel(journey)
    house = House(journey.api, journey.cast, journey.urls, journey.settings)
    counts = house.sql(COUNTS)
    proof = {what for what, one in EVERY.items() if one.proof}
    theirs = EVERY.keys() - proof - {"first link"}
    with heard as lines:
        journey.did(journey.as_("amara").post("/me/erasure"))
        with later(days=15):
            assert house.keep().people == 2
            told = list(everything_told(journey))

    left = {(what, one.way, one.who) for one in told for what in journey.planted.met(one.said)}
    left |= {(what, "log", None) for line in lines for what in journey.planted.met(line)}
    met = len([one for one in left if one[0] in theirs])
    record("Erasure", "words of an erased person met in any way out", met)
    record("Erasure", "ways out searched after it", len({(one.way, one.who) for one in told}))
    record("Erasure", "log lines of it, at DEBUG", len(lines))
    assert {one for one in left if one[0] in theirs} == set()
    # What proves what was told to whom, and who looked why, stays for six years, in ids and codes.
    kept = {(what, way) for what, way, who in left if what in proof and who not in LEADS}
    assert kept == {(what, way) for what in proof for way in AT_REST}
    assert house.sql(COUNTS) == counts
    add("Erasure", "canaries looked for", len(WRITTEN) + len(GIVEN))
