import re
from datetime import timedelta

from alongside.identity.links import LINK_LIFE, digest_of, make_link


def test_a_link_is_256_bits_of_chance_and_only_its_digest_is_kept():
    token, digest = make_link()

    assert re.fullmatch(r"[\w-]{43}", token)
    assert digest_of(token) == digest
    assert len(digest) == 32
    assert token.encode() not in digest


def test_no_two_links_are_alike():
    assert len({make_link() for _ in range(100)}) == 100


def test_a_link_is_good_for_two_weeks():
    assert timedelta(days=14) == LINK_LIFE


def test_any_text_has_a_digest_and_another_text_another():
    assert digest_of("\ud800") != digest_of("") != digest_of("é")
