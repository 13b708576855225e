"""The same request twice is one effect; what comes back is told under today's rights."""

import json

from tests.answers import said

from alongside.access.once import retry_for
from alongside.feedback.schemas import GiveFeedback


def test_asking_again_gives_the_same_answer(api, cast, give):
    first = give(cast.amara, "team", key="k1", text="Good")

    assert said(give(cast.amara, "team", key="k1", text="Good")) == said(first)
    assert len(api.as_(cast.amara).get("/feedback").json()["items"]) == 1


def test_the_same_key_is_for_the_same_request(give, cast):
    give(cast.amara, "team", key="k1", text="Good")

    other = give(cast.amara, "team", key="k1", text="Bad")

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_key_is_its_senders_own(give, cast):
    mine = give(cast.amara, "team", key="k1", text="Good").json()
    theirs = give(cast.ben, "team", key="k1", text="Good").json()

    assert mine["id"] != theirs["id"]


def test_a_key_that_came_with_a_refusal_may_be_used_again(give, cast):
    assert give(cast.amara, "team", key="k1", text="").status_code == 422

    assert give(cast.amara, "team", key="k1", text="Good").status_code == 201


def test_what_was_withdrawn_is_not_told_again(api, cast, give):
    first = give(cast.amara, "team", key="k1", text="Good").json()
    api.as_(cast.amara).delete(f"/feedback/{first['id']}")

    assert give(cast.amara, "team", key="k1", text="Good").status_code == 404


def test_what_was_given_is_not_told_to_who_has_left(cast, give, as_owner):
    give(cast.amara, "team", key="k1", text="Good")
    as_owner("update participant set state = 'ended' where id = :id", id=cast.amara.participant_id)

    assert give(cast.amara, "team", key="k1", text="Good").status_code == 404


def test_of_a_retry_no_word_is_kept(cast, give, as_owner):
    give(cast.amara, "learning_partners", key="k1", text="Unmistakable")

    (kept,) = as_owner("select kept_answer::text as words from kept_answer")

    assert "Unmistakable" not in kept["words"]


def test_a_guess_at_the_text_cannot_be_tried_without_the_servers_secret(cast, give, as_owner, keys):
    sent = give(cast.amara, "team", key="k1", text="Unmistakable").request.content

    (kept,) = as_owner("select operation, digest from kept_answer")

    guess = b"\0" + GiveFeedback(**json.loads(sent)).model_dump_json().encode()
    with_secret = retry_for(keys.derive("retries"), kept["operation"], "k1", guess).digest
    without = retry_for(b"", kept["operation"], "k1", guess).digest
    assert kept["digest"] == with_secret != without
