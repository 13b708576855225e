"""Several write at the same moment, each in a transaction of their own."""

from functools import partial

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from tests.answers import all_at_once
from tests.vaults import SEALED, opened


def kept(own_database):
    engine = create_engine(own_database.owner_url, poolclass=NullPool)
    with engine.connect() as connection:
        return [opened("note", row) for row in connection.execute(text(SEALED["note"])).mappings()]


def test_of_first_writers_one_is_first_and_the_others_are_told(own_api, own_database, cast):
    path = f"/sessions/{cast.held.id}/shared-note"
    writers = [own_api.as_(one) for one in (cast.amara, cast.ben) * 4]
    asks = [
        partial(
            who.put, path, {"text": f"Note {i}"},
            headers={"If-Match": who.get(path).headers["etag"]},
        )
        for i, who in enumerate(writers)
    ]  # fmt: skip

    answers = all_at_once(*asks)

    assert sorted(one.status_code for one in answers) == [200] + [412] * 7
    (first,) = (one.json()["text"] for one in answers if one.status_code == 200)
    assert kept(own_database) == [first]


def test_a_first_private_note_sent_twice_is_one_note(own_api, own_database, cast):
    path = f"/sessions/{cast.held.id}/private-note"
    amara = own_api.as_(cast.amara)

    answers = all_at_once(*[partial(amara.put, path, {"text": "Mine"})] * 8)

    assert [one.status_code for one in answers] == [200] * 8
    assert kept(own_database) == ["Mine"]


def test_no_word_is_lost_that_was_answered_for(own_api, cast):
    """Each adds a line of their own, and looks again when somebody else was faster."""
    path = f"/sessions/{cast.held.id}/shared-note"

    def add(who, line):
        for _ in range(200):
            seen = who.get(path)
            text = f"{seen.json()['text']}\n{line}"
            answer = who.put(path, {"text": text}, headers={"If-Match": seen.headers["etag"]})
            if answer.status_code == 200:
                return line
            assert answer.status_code == 412
        return None

    lines = [(own_api.as_(one), f"{one.name} {i}") for one in (cast.amara, cast.ben)
             for i in range(4)]  # fmt: skip
    added = all_at_once(*(partial(add, who, line) for who, line in lines))

    assert None not in added
    assert sorted(own_api.as_(cast.ben).get(path).json()["text"].split("\n")) == sorted(added)


def test_writing_while_somebody_pauses_is_either_before_or_refused(own_api, own_database, cast):
    amara, ben = own_api.as_(cast.amara), own_api.as_(cast.ben)
    private = f"/sessions/{cast.held.id}/private-note"

    pause, *written = all_at_once(
        partial(ben.post, f"/pairings/{cast.pairing.id}/pause"),
        *(partial(amara.put, private, {"text": f"Line {i}"}) for i in range(4)),
    )

    assert pause.status_code == 200
    assert {one.status_code for one in written} <= {200, 409}
    assert bool(kept(own_database)) == any(one.status_code == 200 for one in written)
