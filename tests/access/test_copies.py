"""A person's copy of their data: all that is theirs is in it, and nothing that is others'."""

import io
import json
import zipfile
from html.parser import HTMLParser

import pytest
from tests.access.asking import post
from tests.access.entitled import FOUND, Promises
from tests.access.words import word
from tests.api.conforming import faults_of
from tests.figures import record

from alongside.contract import read_contract

OWN_TABLES = {
    "person": ("id",),
    "participant": ("person_id",),
    "declaration": ("participant_id",),
    "session": ("coach_id", "leader_id"),
    "note": ("author_id",),
    "feedback": ("author_id",),
}


def theirs(facts, world, who):
    """Name every hidden word, and every id, in the rows that are somebody's own."""
    person = world.people[who].person_id
    mine = {row["id"] for row in facts["participant"] if row["person_id"] == person} | {person}
    own = set()
    for table, columns in OWN_TABLES.items():
        rows = [row for row in facts[table] if any(row[one] in mine for one in columns)]
        for row in rows:
            own |= {str(value) for value in row.values()}
            if "sealed" in row:
                own.add(word(table, world.name(table, row["id"]), "text"))
    pairings = [
        row for row in facts["pairing"]
        if row["coach_id"] in mine or (row["leader_asked"] and row["leader_id"] in mine)
    ]  # fmt: skip
    return own | {str(row["id"]) for row in pairings}


@pytest.fixture(scope="module")
def copies(stage):
    async def scene():
        return {who: await stage.ask(who, post("/me/copy")) for who in stage.world.actors}

    return stage.play(scene())


def test_all_that_is_theirs_is_in_it(copies, facts, world):
    found = 0
    for who, copy in copies.items():
        own = {one for one in theirs(facts, world, who) if one.startswith("kanari.")}
        missing = own - set(FOUND.findall(copy.text))
        found += len(own)
        assert copy.status == 200
        assert missing == set(), who

    record("Copies", "own words found", found)
    assert found > 100


def test_nothing_that_is_others_is_in_it(copies, facts, world):
    promises = Promises(facts, world)
    for who, copy in copies.items():
        own = theirs(facts, world, who)
        met = [one for one in FOUND.findall(copy.text) if one not in own]
        assert promises.breaches(who, " ".join(met)) == set(), who


def test_who_has_left_takes_along_what_they_wrote_and_nobody_elses_words(copies, world):
    copy = copies["noor"].json()

    assert [tie["text"] for tie in copy["ties"]] == ["kanari.declaration.text.noor.end"]
    assert copy["places"][0]["access_needs"] == "kanari.participant.access_needs.noor.end"
    assert copy["shared_notes"] == copy["feedback_received"] == []


def test_what_would_let_somebody_in_is_not_in_it(copies, facts):
    secrets = {str(row["id"]) for row in facts["sign_in"]}

    for copy in copies.values():
        assert not secrets & set(FOUND.findall(copy.text))
        assert "password" not in copy.text


def test_a_decline_of_the_other_is_told_as_an_ending(copies, facts, world):
    pairings = {one["id"]: one for one in copies["hana"].json()["pairings"]}
    declined = str(world.ids["pairing"]["declined_late"])
    early = str(world.ids["pairing"]["declined_by_coach"])

    assert pairings[declined]["state"] == "declined"
    assert early not in copies["ravi"].text


class Page(HTMLParser):
    """What a page says, and how it is built."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.said, self.language = [], "", None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.language = dict(attrs).get("lang", self.language)
        assert not {"src", "href", "style"} & dict(attrs).keys()

    def handle_data(self, data):
        self.said += data


def test_the_folder_holds_the_same_twice(stage, copies, facts, world):
    async def scene():
        return await stage.ask("amara", post("/me/copy/zip"))

    answer = stage.play(scene())
    with zipfile.ZipFile(io.BytesIO(answer.body)) as folder:
        names, data = folder.namelist(), json.loads(folder.read("data.json"))
        page = Page(folder.read("your-data.html").decode())

    own = {one for one in theirs(facts, world, "amara") if one.startswith("kanari.")}
    assert names == ["data.json", "your-data.html"]
    assert data | {"made_at": 0} == copies["amara"].json() | {"made_at": 0}
    assert own - set(FOUND.findall(page.said)) == set()
    assert page.language == "en-GB"
    assert page.tags.count("h1") == page.tags.count("main") == 1
    assert "script" not in page.tags


def test_the_data_is_in_the_form_that_is_published(copies):
    document = read_contract()
    schema = {"$ref": "#/components/schemas/CopyView"}

    for who, copy in copies.items():
        assert faults_of(document, schema, copy.json()) == [], who


def test_marks_in_what_people_write_stay_what_they_are(api, cast):
    ours = f"/participants/{cast.amara.id}"
    api.as_(cast.amara).patch(ours, {"topics": "<script>alert(1)</script> & <b>so</b>"})

    packed = api.as_(cast.amara).post("/me/copy/zip").content

    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        page = Page(folder.read("your-data.html").decode())
    assert "<script>alert(1)</script> & <b>so</b>" in page.said
    assert "script" not in page.tags
