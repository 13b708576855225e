"""Adding somebody: by coordinators of the programme, once in each role."""

import pytest
from tests.answers import NOBODYS, codes, said
from tests.participants.conftest import EDGE_EMAIL, EDGE_NAME, EDGE_TEXT

NOTHING = dict.fromkeys(
    ("organisation_id", "job_title", "email", "phone", "contact_by", "access_needs", "topics",
     "capacity")
)  # fmt: skip


def test_a_name_is_enough(api, cast, add):
    answer = add()

    view = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/participants/{view['id']}"
    assert view == NOTHING | {
        "id": view["id"],
        "programme_id": str(cast.programme.id),
        "role": "coach",
        "lived_experience": False,
        "state": "active",
        "display_name": "Zed Zander",
        "given_name": "Zed",
        "family_name": "Zander",
        "joined": False,
        "created_at": view["created_at"],
        "allowed": ["participant:change", "participant:end", "participant:link"],
        "readers": view["readers"],
    }
    read = api.as_(cast.efe).get(f"/participants/{view['id']}")
    assert (read.json(), read.headers["etag"]) == (view, answer.headers["etag"])
    others = api.as_(cast.gwen).get(f"/participants/{view['id']}").json()
    assert others | {"readers": view["readers"]} == view


def test_all_of_it_is_kept_as_it_was_written(api, cast, add):
    fields = {
        "display_name": "Zed 🙂", "lived_experience": True, "organisation_id": str(cast.trust.id),
        "job_title": "Chief nurse", "email": "Zed.Zander@North.example", "phone": "+44 7700 900123",
        "contact_by": "text", "access_needs": "Captions\n\nA break", "topics": "100% honest_",
        "capacity": 3, "role": "leader",
    }  # fmt: skip

    view = add(**fields).json()

    assert {name: view[name] for name in fields} == fields


def test_spaces_around_what_was_typed_are_taken_off(add):
    view = add(given_name="  Zed ", family_name=" Zander ", phone=" 1 2 ").json()

    assert (view["display_name"], view["phone"]) == ("Zed Zander", "1 2")


EDGES = [
    ("given_name", EDGE_NAME), ("family_name", EDGE_NAME), ("display_name", EDGE_NAME),
    ("job_title", EDGE_NAME), ("phone", EDGE_NAME), ("email", EDGE_EMAIL),
    ("access_needs", EDGE_TEXT), ("topics", EDGE_TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("field", "longest"), EDGES)
def test_the_longest_is_kept_and_one_letter_more_is_refused(add, field, longest):
    fits = add(**{field: longest})
    too_long = add(**{field: f"x{longest}"})

    assert (fits.status_code, fits.json()[field]) == (201, longest)
    assert (too_long.status_code, codes(too_long)) == (422, [(f"/{field}", "string_too_long")])


def test_two_long_names_make_a_name_to_show_that_fits(add):
    view = add(given_name="G" * 200, family_name="F" * 200).json()

    assert view["given_name"], view["family_name"] == ("G" * 200, "F" * 200)
    assert view["display_name"] == "G" * 200


def test_a_letter_beyond_the_usual_planes_counts_as_one(add):
    assert add(display_name="𐌰" * 200).json()["display_name"] == "𐌰" * 200


REFUSED = [
    ("given_name", None), ("given_name", ""), ("given_name", "  "), ("given_name", "a\nb"),
    ("given_name", "a\0b"), ("family_name", None), ("family_name", 7), ("display_name", ""),
    ("role", None), ("role", "operator"), ("role", "Coach"), ("programme_id", None),
    ("programme_id", "x"), ("email", "nobody"), ("email", "a@b"), ("email", "a b@c.example"),
    ("email", "@c.example"), ("email", "a@.example"), ("email", ""), ("contact_by", "pigeon"),
    ("capacity", -1), ("capacity", 101), ("capacity", 1.5), ("capacity", "2"), ("capacity", True),
    ("lived_experience", "yes"), ("lived_experience", None), ("organisation_id", "x"),
    ("organisation_id", NOBODYS), ("access_needs", "\0"), ("topics", ["a"]), ("id", NOBODYS),
    ("state", "ended"), ("safeguarding_lead", True), ("pseudonym", "ABC"), ("person_id", NOBODYS),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_what_cannot_be_kept_is_refused_and_nobody_is_added(add, found, cast, field, value):
    before = found(cast.efe)

    answer = add(**{field: value})

    assert answer.status_code == 422
    assert {where for where, _ in codes(answer)} == {f"/{field}"}
    assert found(cast.efe) == before


@pytest.mark.parametrize("capacity", [0, 1, 100])
def test_a_capacity_is_a_small_number(add, capacity):
    assert add(capacity=capacity).json()["capacity"] == capacity


@pytest.mark.parametrize("address", ["amara@example.org", "AMARA@Example.ORG"])
def test_the_same_person_has_a_role_once(add, address):
    again = add(email=address)
    in_another_role = add(email=address, role="leader")

    assert (again.status_code, again.json()["code"]) == (409, "participant_exists")
    assert in_another_role.status_code == 201
    assert add(email=address, role="leader").status_code == 409


def test_two_without_an_address_are_two_people(add):
    one, other = add(), add()

    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["id"] != other.json()["id"]


def test_who_has_left_may_come_again(add):
    """Noor was a coach."""
    answer = add(email="noor@example.org")

    assert (answer.status_code, answer.json()["state"]) == (201, "active")


def test_nobody_can_tell_whether_somebody_is_known_elsewhere(add, as_owner):
    """Lena takes part elsewhere, and has a password."""
    as_owner("update person set password_hash = 'x' where email = 'lena@example.org'")

    def told(answer):
        hidden = {"id", "created_at", "email"}
        body = {name: value for name, value in answer.json().items() if name not in hidden}
        return answer.status_code, body, sorted(answer.headers)

    assert told(add(email="lena@example.org")) == told(add(email="nobody.yet@example.org"))


def test_who_joins_from_elsewhere_is_called_here_as_typed_here(api, cast, add):
    made = add(email="lena@example.org").json()

    assert made["display_name"] == "Zed Zander"
    there = api.as_(cast.jo).get(f"/participants/{cast.lena.id}").json()
    assert there["display_name"] == "Lena"
    assert made["id"] in [one["id"] for one in api.as_(cast.lena).get("/me").json()["participants"]]


def test_only_coordinators_of_the_programme_add(add, cast):
    for name in ("amara", "ben", "chen", "dilys", "farah"):
        assert add(getattr(cast, name)).status_code == 403, name
    for name in ("jo", "kofi", "noor"):
        missing = add(getattr(cast, name), programme_id=NOBODYS)
        assert missing.status_code == 404
        assert said(add(getattr(cast, name))) == said(missing), name


def test_asking_twice_adds_once(add):
    first = add(key="k")

    assert said(add(key="k")) == said(first)
    other = add(key="k", given_name="Zoe")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


APPOINTED = {"email": "zed@example.org", "given_name": "Zed", "family_name": "Zander"}


@pytest.mark.parametrize("who", ["farah", "efe"])
def test_an_operator_or_a_coordinator_appoints_coordinators(api, cast, who):
    caller, path = api.as_(getattr(cast, who)), f"/programmes/{cast.programme.id}/coordinators"

    made = caller.post(path, APPOINTED)

    assert (made.status_code, made.json()["role"]) == (201, "coordinator")
    assert made.headers["location"] == f"/api/v1/participants/{made.json()['id']}"
    again = caller.post(path, APPOINTED | {"email": "ZED@example.org"})
    assert (again.status_code, again.json()["code"]) == (409, "participant_exists")
    long_names = {"email": "b@example.org", "given_name": EDGE_NAME, "family_name": EDGE_NAME}
    assert caller.post(path, long_names).json()["display_name"] == EDGE_NAME


def test_nobody_else_appoints(api, cast):
    path = f"/programmes/{cast.programme.id}/coordinators"
    for name in ("amara", "ben", "chen"):
        assert api.as_(getattr(cast, name)).post(path, APPOINTED).status_code == 403
    for name in ("jo", "kofi", "noor"):
        assert api.as_(getattr(cast, name)).post(path, APPOINTED).status_code == 404
