import json
from datetime import UTC, datetime, timedelta

import pytest
from jose.backends import ECKey
from jose.backends.cryptography_backend import CryptographyECKey
from jose.backends.ecdsa_backend import ECDSAECKey
from tests.identity.forge import ORDER, PERSON, SIGN_IN, Forge

from alongside.core.base64url import from_text
from alongside.core.errors import NotSignedIn
from alongside.identity import tokens
from alongside.identity.tokens import issue_access_token, read_access_token, require_cryptography


@pytest.fixture
def token(ring):
    return issue_access_token(ring, PERSON, SIGN_IN)[0]


def test_a_token_says_who_is_signed_in_and_until_when(ring, clock):
    token, seconds = issue_access_token(ring, PERSON, SIGN_IN)

    assert seconds == 600
    read = read_access_token(ring, token)
    assert (read.person_id, read.sign_in_id) == (PERSON, SIGN_IN)
    assert read.expires_at == clock.at + timedelta(seconds=600)


def test_its_parts_are_as_documented(ring, token):
    header, claims, _ = (from_text(part) for part in token.split("."))

    assert json.loads(header) == {
        "alg": "ES256",
        "kid": ring.signing_key().kid,
        "typ": "at+jwt",
    }
    assert sorted(json.loads(claims)) == ["aud", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"]


def test_two_tokens_of_one_second_differ(ring):
    assert issue_access_token(ring, PERSON, SIGN_IN) != issue_access_token(ring, PERSON, SIGN_IN)


@pytest.mark.parametrize("year", [2001, 2027, 2999])
def test_the_clock_in_use_decides_and_not_the_computers(ring, clock, year):
    clock.at = datetime(year, 5, 6, tzinfo=UTC)
    token, _ = issue_access_token(ring, PERSON, SIGN_IN)

    clock.move(seconds=599)
    assert read_access_token(ring, token)
    clock.move(seconds=1)
    with pytest.raises(NotSignedIn):
        read_access_token(ring, token)


def test_a_token_that_was_never_read_before_runs_out_too(ring, clock, token):
    clock.move(seconds=600)

    with pytest.raises(NotSignedIn):
        read_access_token(ring, token)


def test_a_server_whose_clock_is_30_seconds_ahead_is_believed(ring):
    forge = Forge(ring)
    assert read_access_token(ring, forge.with_claims(iat=forge.issued + 30, nbf=forge.issued + 30))


def test_a_token_read_once_is_not_believed_before_its_time(ring, clock, token):
    read_access_token(ring, token)
    clock.move(days=-1)

    with pytest.raises(NotSignedIn):
        read_access_token(ring, token)


def test_what_was_verified_is_remembered_for_half_a_minute(ring, clock, token, monkeypatch):
    verified = []
    verify = tokens._verify
    monkeypatch.setattr(tokens, "_verify", lambda *given: (verified.append(given), verify(*given)))

    for seconds in (0, 29, 1, 29):
        clock.move(seconds=seconds)
        read_access_token(ring, token)

    assert len(verified) == 2


def test_only_so_much_is_remembered(ring, monkeypatch):
    monkeypatch.setattr(tokens, "_MEMORY", 3)

    for _ in range(5):
        read_access_token(ring, issue_access_token(ring, PERSON, SIGN_IN)[0])

    assert len(tokens._memory) == 3


def test_each_signature_is_written_in_its_lower_spelling(ring):
    for _ in range(20):
        signature = from_text(issue_access_token(ring, PERSON, SIGN_IN)[0].split(".")[2])
        assert len(signature) == 64
        assert int.from_bytes(signature[32:], "big") <= ORDER // 2


def test_the_library_stands_on_cryptography():
    assert ECKey is CryptographyECKey
    with pytest.raises(RuntimeError, match="cryptography"):
        require_cryptography(ECDSAECKey)
