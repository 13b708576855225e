"""A first sign-in link is of no use once its person is more, or somebody else, than when made."""

import pytest

PASSWORD = "nine lamps by the river bank"


@pytest.fixture
def link(own_api, cast):
    """Give the link that Efe made for Hana."""
    made = own_api.as_(cast.efe).post(f"/participants/{cast.hana.id}/sign-in-link")
    return made.json()["url"].partition("#")[2]


def is_good(api, token):
    seen = api.anonymous.post("/sign-in/first/look", {"token": token}).status_code
    used = api.anonymous.post("/sign-in/first", {"token": token, "password": PASSWORD})
    assert seen == used.status_code
    return used.status_code == 200


def add(api, who, programme, email, role="coordinator"):
    sent = {"programme_id": str(programme.id), "role": role, "given_name": "Hana"}
    return api.as_(who).post("/participants", sent | {"family_name": "Example", "email": email})


def test_it_is_good_while_nothing_has_changed(own_api, link):
    assert is_good(own_api, link)


def test_not_once_its_person_takes_part_elsewhere(own_api, cast, link):
    assert add(own_api, cast.jo, cast.elsewhere, "hana@example.org").status_code == 201

    assert not is_good(own_api, link)


def test_not_once_its_person_has_another_role(own_api, cast, link):
    assert add(own_api, cast.efe, cast.programme, "hana@example.org").status_code == 201

    assert not is_good(own_api, link)


def test_not_once_its_person_has_left(own_api, cast, link):
    own_api.as_(cast.efe).post(f"/participants/{cast.hana.id}/end")

    assert not is_good(own_api, link)


def test_not_once_the_address_was_corrected(own_api, cast, link):
    path = f"/participants/{cast.hana.id}"
    corrected = own_api.as_(cast.efe).patch(path, {"email": "right@example.org"})
    assert corrected.status_code == 200

    assert not is_good(own_api, link)
    assert own_api.as_(cast.efe).get(path).json()["joined"] is False


def test_an_operator_makes_none_for_who_has_another_part(own_api, cast):
    sent = {"email": "hana@example.org", "given_name": "Hana", "family_name": "Example"}
    farah = own_api.as_(cast.farah)
    made = farah.post(f"/programmes/{cast.programme.id}/coordinators", sent).json()["id"]

    assert farah.post(f"/participants/{made}/sign-in-link").status_code == 409
    assert own_api.as_(cast.efe).post(f"/participants/{made}/sign-in-link").status_code == 201
