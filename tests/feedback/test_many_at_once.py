"""Several ask at the same moment, each in a transaction of their own."""

from functools import partial

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from tests.answers import all_at_once, overtaken_by, said


def kept(own_database):
    engine = create_engine(own_database.owner_url, poolclass=NullPool)
    with engine.connect() as connection:
        return connection.scalar(text("select count(*) from feedback"))


def body(cast):
    return {"session_id": str(cast.held.id), "audience": "team", "text": "Good"}


def test_of_many_one_is_kept(own_api, own_database, cast):
    amara = own_api.as_(cast.amara)

    answers = all_at_once(*[partial(amara.post, "/feedback", body(cast))] * 8)

    assert sorted(one.status_code for one in answers) == [201] + [409] * 7
    assert {one.json()["code"] for one in answers if one.status_code == 409} == {"feedback_given"}
    assert kept(own_database) == 1


def test_with_one_key_all_get_the_first_ones_answer(own_api, own_database, cast):
    amara = own_api.as_(cast.amara)
    asks = [partial(amara.post, "/feedback", body(cast), headers={"Idempotency-Key": "k"})] * 8

    answers = all_at_once(*asks)

    assert {one.status_code for one in answers} == {201}
    assert len({str(said(one)) for one in answers}) == 1
    assert kept(own_database) == 1


def test_it_is_withdrawn_once(own_api, own_database, cast):
    amara = own_api.as_(cast.amara)
    made = amara.post("/feedback", body(cast)).json()

    answers = all_at_once(*[partial(amara.delete, f"/feedback/{made['id']}")] * 8)

    assert sorted(one.status_code for one in answers) == [204] + [404] * 7
    assert kept(own_database) == 0


def test_who_withdraws_a_moment_later_finds_nothing(own_api, own_database, cast):
    amara = own_api.as_(cast.amara)
    made = amara.post("/feedback", body(cast)).json()

    answer = overtaken_by(
        own_database.superuser_url,
        "delete from feedback",
        partial(amara.delete, f"/feedback/{made['id']}"),
    )

    assert answer.status_code == 404
