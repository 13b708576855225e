"""What a browser and a passkey say to us (WebAuthn), and whether it holds. Nothing is kept here."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import (
    base64url_to_bytes,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_attestation_object,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from alongside.access.site import Site
from alongside.identity.passkeys.challenges import LIFE
from alongside.models import Passkey

Json = dict[str, Any]
TIMEOUT = int(LIFE.total_seconds() * 1000)
LONGEST_ID, LONGEST_KEY = 1023, 1024  # bytes: the first by WebAuthn; an RSA key has some 530
_SELF_MADE = (AttestationFormat.NONE, AttestationFormat.PACKED)  # we ask nobody for a maker's word


class NotAsAsked(Exception):
    """What came back is not what was asked for. Why, is for nobody to know."""


class Said(NamedTuple):
    """A new passkey, as its device tells of it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


def rp_id(site: Site) -> str:
    """Say for which name passkeys are made: the one in the address of this server."""
    return urlsplit(site.address).hostname or "localhost"


def _origins(site: Site) -> list[str]:
    return sorted(one for one in site.origins if urlsplit(one).hostname == rp_id(site))


def _described(held: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=one.credential_id,
            transports=[AuthenticatorTransport(way) for way in one.transports.split()],
        )
        for one in held
    ]


def ask_for_new(
    site: Site, challenge: bytes, handle: bytes, names: tuple[str, str], held: list[Passkey]
) -> Json:
    """Ask a browser to make a passkey that can say by itself whose it is, and asks who holds it."""
    asked = generate_registration_options(
        rp_id=rp_id(site),
        rp_name="Alongside",
        user_id=handle,
        user_name=names[0],
        user_display_name=names[1],
        challenge=challenge,
        timeout=TIMEOUT,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(held),
    )
    return options_to_json_dict(asked)


def ask_for_proof(site: Site, challenge: bytes, held: list[Passkey]) -> Json:
    """Ask a browser for a passkey: any that is ours, or one of those that are named."""
    asked = generate_authentication_options(
        rp_id=rp_id(site),
        challenge=challenge,
        timeout=TIMEOUT,
        allow_credentials=_described(held),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(asked)


def check_new(site: Site, challenge: bytes, credential: Json) -> Said:
    """Hold a new passkey against what was asked for."""
    try:
        return _read_new(site, challenge, credential)
    except Exception as why:  # a stranger's bytes may make the library stumble anywhere
        raise NotAsAsked from why


def _read_new(site: Site, challenge: bytes, credential: Json) -> Said:
    told = parse_registration_credential_json(credential)
    _must_be_ours(told.response.client_data_json)
    if parse_attestation_object(told.response.attestation_object).fmt not in _SELF_MADE:
        raise NotAsAsked
    made: VerifiedRegistration = verify_registration_response(
        credential=told,
        expected_challenge=challenge,
        expected_rp_id=rp_id(site),
        expected_origin=_origins(site),
        require_user_verification=True,
    )
    _must_be_sound(made)
    ways = sorted({way.value for way in told.response.transports or ()})
    return Said(made.credential_id, made.credential_public_key, made.sign_count, ways)


def _must_be_ours(client_data: bytes) -> None:
    """Refuse what was signed within a page of somebody else."""
    if parse_client_data_json(client_data).cross_origin:
        raise NotAsAsked


def _must_be_sound(made: VerifiedRegistration) -> None:
    key = made.credential_public_key
    if len(made.credential_id) > LONGEST_ID or len(key) > LONGEST_KEY:
        raise NotAsAsked
    decoded_public_key_to_cryptography(decode_credential_public_key(key))


def credential_id_of(credential: Json) -> bytes:
    """Say which passkey this claims to be by."""
    try:
        return base64url_to_bytes(credential["rawId"])[: LONGEST_ID + 1]
    except Exception as why:
        raise NotAsAsked from why


def check_proof(
    site: Site, challenge: bytes, credential: Json, held: Passkey
) -> VerifiedAuthentication:
    """Hold what a passkey has signed against what was asked for, and against what we know of it."""
    try:
        return _read_proof(site, challenge, credential, held)
    except Exception as why:  # a stranger's bytes may make the library stumble anywhere
        raise NotAsAsked from why


def _read_proof(
    site: Site, challenge: bytes, credential: Json, held: Passkey
) -> VerifiedAuthentication:
    told = parse_authentication_credential_json(credential)
    _must_be_ours(told.response.client_data_json)
    if told.response.user_handle not in (None, held.person_id.bytes):
        raise NotAsAsked
    return verify_authentication_response(
        credential=told,
        expected_challenge=challenge,
        expected_rp_id=rp_id(site),
        expected_origin=_origins(site),
        credential_public_key=held.public_key,
        credential_current_sign_count=held.sign_count,
        require_user_verification=True,
    )
