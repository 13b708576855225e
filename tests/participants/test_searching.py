"""Finding people: by role, by state, by part of a name or an address that one may read."""

import pytest
from tests.answers import codes

HERE = {"efe", "gwen", "amara", "hana", "pia", "noor", "ben", "idris", "chen", "dilys"}


def test_whom_each_finds_without_a_filter(cast, found):
    assert found(cast.efe) == HERE
    assert found(cast.jo) == {"jo", "kofi", "lena", "mo", "pia elsewhere"}
    assert found(cast.pia) == {"pia", "jo", "kofi", "lena", "mo", "pia elsewhere"}
    assert found(cast.amara) == {"amara", "ben"}
    assert found(cast.hana) == {"hana", "idris"}
    assert found(cast.idris) == {"idris"}
    assert found(cast.chen) == {"chen"}
    assert found(cast.noor) == set()
    assert found(cast.farah) == {"efe", "gwen", "jo", "pia elsewhere"}


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"role": "coach"}, {"amara", "hana", "pia", "noor"}),
        ({"role": "leader"}, {"ben", "idris"}),
        ({"role": "learning_partner"}, {"chen", "dilys"}),
        ({"role": "coordinator"}, {"efe", "gwen"}),
        ({"state": "ended"}, {"noor"}),
        ({"state": "active"}, HERE - {"noor"}),
        ({"role": "coach", "state": "active"}, {"amara", "hana", "pia"}),
        ({"role": "leader", "state": "ended"}, set()),
        ({"role": "coach", "q": "a@side"}, {"amara", "hana", "pia"}),
    ],
)
def test_filters_narrow_together(cast, found, params, names):
    assert found(cast.efe, **params) == names
    assert found(cast.efe, programme_id=str(cast.programme.id), **params) == names
    assert found(cast.efe, programme_id=str(cast.elsewhere.id), **params) == set()


COME_IN = "update participant set joined_at = case when id = any (:ids) then now() end"


def test_who_has_come_in_is_told_from_who_has_not(cast, found, as_owner):
    came = {"amara", "ben", "noor", "efe", "chen"}
    as_owner(COME_IN, ids=[getattr(cast, name).participant_id for name in came])

    assert found(cast.efe, joined=True) == came
    assert found(cast.efe, joined=False) == HERE - came
    assert found(cast.efe, joined=False, state="active", role="coach") == {"hana", "pia"}
    assert found(cast.efe, joined=True, state="ended", role="coach") == {"noor"}


def test_to_a_partner_it_is_not_told_by_a_filter_either(cast, found, as_owner):
    """Amara sees Ben, but not whether he has come in: he is found neither way, ever."""
    for ids in ([], [cast.amara.participant_id, cast.ben.participant_id]):
        as_owner(COME_IN, ids=ids)
        assert found(cast.amara) == {"amara", "ben"}
        assert found(cast.amara, joined=bool(ids)) == {"amara"}
        assert found(cast.amara, joined=not ids) == set()


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("amara", {"amara"}), ("AMARA", {"amara"}), ("mar", {"amara"}), ("aMaRa", {"amara"}),
        ("example", HERE), ("@side.example", HERE), ("SIDE.example", HERE), ("nobody", set()),
        ("", HERE), ("%", set()), ("_", set()), ("a%a", set()), ("am_ra", set()), ("\\", set()),
        ("\\%", set()), ("'", set()), ("amara example", set()), ("07700", set()),
        ("Topics of", set()), ("What helps", set()), ("coach", set()),
    ],
)  # fmt: skip
def test_part_of_a_name_or_an_address_is_enough(cast, found, q, names):
    """Neither a telephone number nor what somebody wrote is searched."""
    assert found(cast.efe, q=q) == names


ODD = ["100% Anna", "under_score", "back\\slash", "O'Neill", "Zoë Ångström", "ÉLODIE", "Öztürk"]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("%", {"100% Anna"}), ("0%", {"100% Anna"}), ("%A", set()), ("_", {"under_score"}),
        ("r_s", {"under_score"}), ("r_S", {"under_score"}), ("u_d", set()),
        ("\\", {"back\\slash"}), ("k\\s", {"back\\slash"}), ("\\\\", set()),
        ("'n", {"O'Neill"}), ("zoë", {"Zoë Ångström"}), ("ZOË å", {"Zoë Ångström"}),
        ("élo", {"ÉLODIE"}), ("ö", {"Zoë Ångström", "Öztürk"}),
    ],
)  # fmt: skip
def test_every_letter_stands_for_itself(cast, add, found, q, names):
    for one in ODD:
        assert add(given_name="Q", family_name="", display_name=one).status_code == 201

    assert found(cast.efe, q=q) == names


@pytest.mark.parametrize(
    ("who", "q", "names"),
    [
        ("amara", "ben", {"ben"}),                # contact details are shared: his address is
        ("amara", "ben@side", {"ben"}),
        ("amara", "Example", {"amara", "ben"}),   # and hers
        ("hana", "idris", {"idris"}),             # only a name is known of Idris yet
        ("hana", "idris@", set()),
        ("hana", "side.example", {"hana"}),
        ("farah", "efe@", {"efe"}),
        ("farah", "amara", set()),
        ("idris", "hana", set()),
        ("chen", "a", {"chen"}),
    ],
)  # fmt: skip
def test_nobody_is_found_by_what_one_may_not_read(cast, found, who, q, names):
    assert found(getattr(cast, who), q=q) == names


def test_a_name_that_is_not_shown_is_not_searched(api, cast, found):
    """Ben reads what Amara is called, and neither of the names on her file."""
    change = {"given_name": "Ngozi", "family_name": "Secretname"}
    api.as_(cast.efe).patch(f"/participants/{cast.amara.id}", change)

    for q in ("ngozi", "secretname"):
        assert found(cast.efe, q=q) == found(cast.amara, q=q) == {"amara"}
        assert found(cast.ben, q=q) == set()


def test_a_state_that_is_not_shown_is_not_told_by_a_filter(cast, found):
    assert found(cast.amara, state="active") == {"amara"}
    assert found(cast.amara, state="ended") == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("role", "operator"), ("role", ""), ("state", "gone"), ("programme_id", "x"),
        ("q", "x" * 201), ("q", "a\0b"), ("limit", "0"), ("limit", "101"), ("cursor", "x"),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused(api, cast, name, value):
    answer = api.as_(cast.efe).get("/participants", params={name: value})

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [f"/{name}"]


def test_pages_are_steady_while_people_are_added(api, cast, add):
    efe = api.as_(cast.efe)
    whole = [one["id"] for one in efe.get("/participants").json()["items"]]
    met, cursor = [], {}
    while cursor is not None:
        page = efe.get("/participants", params={"limit": 3, **cursor}).json()
        met += [one["id"] for one in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
        add()

    assert met == whole
