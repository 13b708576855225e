"""Nobody is called by what hides, or by the words that say who reads; two of one name are two."""

import pytest

from alongside.access import audiences
from alongside.access.called import OURS, SAYS, fault_of, fault_of_part
from alongside.core.people import YOU

GOOD = [
    "Amina Yusuf", "Yousef", "O\u2019Neill-Ek", "X", "\u674e", "7", "Youssou", "Z\u0308oe",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937",
    "J. R. Hartley", "D'Arcy", "Anne-Marie", "Dr. Okonkwo", "St.John", "Yu", "Yo\u00fcn",
    "\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2",
    "\u03a5\u03ac\u03ba\u03b9\u03bd\u03b8\u03bf\u03c2",
    "\u042e\u0440\u0438\u0439", "\u041e\u043b\u044c\u0433\u0430",
    "\u0423\u043b\u044c\u044f\u043d\u0430",
    "\u179f\u17bb\u1781\u17b6", "\u1797\u17b6\u179a\u17b7\u1793",
    "\u182a\u1820\u180b\u1832\u1824", "\u1828\u180e\u1820", "\u82a6\U000e0100\u7530",
    "Zoe \u2764\ufe0f",
    "\u1019\ufe00\u103c\u1004\u1037\u103a", "\uae40\ubbfc\uc900", "\u0531\u0580\u0561\u0574",
    "\u05d3\u05b8\u05d5\u05b4\u05d3",
]  # fmt: skip
HIDING = [
    "A\u200bmina", "\u202eanimA", "Am\u00adina", "A\u200dB", "\u200cAmina", "Amina\u2060",
    "\u0440\u200d\u0430", "\ufeffAmina", "A\u2066B\u2069",
    "You\u034f", "Yo\u034fu", "You\ufe0f", "You\u3164", "\u3164You", "You\u2800", "You\u17b4",
    "You\U000e0100", "the programme team\u034f", "You\u180b", "You\u180e", "\u3164", "\u2800",
    "\u2800\ufe0f", "\u82a6\ufe00\ufe01", "Amina\uffa0", "You\U0001d159",
]  # fmt: skip
BARE = ["...", "\u2014 \u2014", "!?", "\u2764\ufe0f"]
# Drawn as our words are, or so nearly that nobody would see the difference.
TWINS = [
    "You.", "\u201cYou\u201d", "*You*", "Y\u043eu", "\u0423\u043eu", "\u03a5ou",
    "\u03a5\u03bf\u03c5", "Yo\u057d",
    "\u028f\u1d0f\u1d1c", "You\u0305", "Yo\u0305u", "\uff39\uff4f\uff55", "\u24e8ou",
    "You \u2764\ufe0f",
    "the programme-team", "The programme team!", "th\u0435 programme team",
    "the \u0440r\u043egramm\u0435 t\u0435\u0430m",
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_every_script_has_its_names(name):
    assert fault_of(name) is None


@pytest.mark.parametrize("name", HIDING)
def test_what_hides_is_refused(name):
    assert fault_of(name) == fault_of_part(name) == "hidden_letters"


@pytest.mark.parametrize("name", BARE)
def test_a_name_has_something_to_see(name):
    assert fault_of(name) == "no_letters"


@pytest.mark.parametrize("name", TWINS)
def test_what_reads_as_words_of_ours_is_refused(name):
    assert fault_of(name) == "our_words"


def test_every_word_of_ours_for_who_reads_is_refused():
    said = [
        told for name, told in vars(audiences).items() if name.isupper() and isinstance(told, str)
    ]
    assert len(said) > 8
    for words in (YOU, *said):
        for written in (words, words.upper(), f"  {words.replace(' ', '   ')} ", words.lower()):
            assert fault_of(written) == "our_words"
    assert len(OURS) == len({*said, YOU})


@pytest.mark.parametrize("name", ["You", "yOU ", audiences.PAIRED_WITH_YOU, "A\u200bb", "--"])
def test_nobody_takes_such_a_name_in_any_way(api, cast, name):
    efe, amara = api.as_(cast.efe), api.as_(cast.amara)
    new = {"programme_id": str(cast.programme.id), "role": "coach"}
    given, _, family = name.partition(" ")
    parts = {"given_name": given, "family_name": family.strip()}
    whole = {"given_name": "A", "family_name": "B", "display_name": name}
    tries = [
        efe.post("/participants", new | parts),
        efe.post("/participants", new | whole),
        efe.patch(f"/participants/{cast.efe.id}", {"display_name": name}),
        amara.patch("/me", {"display_name": name}, headers={"If-Match": "*"}),
        efe.post(f"/programmes/{cast.programme.id}/coordinators", parts | {"email": "a@b.example"}),
    ]  # fmt: skip
    assert [one.status_code for one in tries] == [422] * len(tries)
    for one in tries:
        assert any(fault["message"] in SAYS.values() for fault in one.json()["errors"])


def test_two_of_one_name_are_two_and_nobody_hides_behind_words(api, cast, as_owner):
    """Names from before the rule are told as they are, and take nobody's place."""
    for who in (cast.efe, cast.gwen):
        as_owner(
            "update participant set display_name = 'Sam' where id = :id", id=who.participant_id
        )
    told = api.as_(cast.amara).get(f"/participants/{cast.amara.id}").json()["readers"]
    assert told["access_needs"] == ["You", "Ben", "Sam", "Sam", audiences.PAIRED_WITH_YOU]

    for who, name in ((cast.efe, "You"), (cast.gwen, audiences.PAIRED_WITH_YOU)):
        as_owner("update participant set display_name = :called where id = :id",
                 called=name, id=who.participant_id)  # fmt: skip
    told = api.as_(cast.amara).get(f"/participants/{cast.amara.id}").json()["readers"]
    assert sorted(told["access_needs"]) == sorted(
        ["You", "You", "Ben", audiences.PAIRED_WITH_YOU, audiences.PAIRED_WITH_YOU]
    )
