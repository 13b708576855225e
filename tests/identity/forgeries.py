"""The table: every kind of forged or altered token that we know, and how each is made."""

import json
import zlib
from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)
from tests.identity.forge import ORDER, as_json, b64, raw_signature

OTHER = ec.derive_private_key(20270327, ec.SECP256R1())
OTHER_JWK = {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}
MUCH = 2**63


def _public(forge, encoding, form):
    return load_pem_public_key(forge.public_pem()).public_bytes(encoding, form)


def _der(forge):
    return _public(forge, Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _unsigned(forge, alg):
    return f"{b64(as_json(forge.header(alg=alg)))}.{b64(as_json(forge.claims()))}."


def _with_signature(forge, change):
    header, claims, signature = forge.parts()
    raw = urlsafe_b64decode(signature + "==")
    return f"{header}.{claims}.{change(raw)}"


def _mirrored(raw):
    s = ORDER - int.from_bytes(raw[32:], "big")
    return b64(raw[:32] + s.to_bytes(32, "big"))


def _loose_bits(segment):
    """Set a last bit that the decoder drops: other letters, the same bytes."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(segment) % 4
    return segment[:-1] + letters[letters.index(segment[-1]) + 1]


def _loose_claims(forge):
    """Pad the claims with a space until their last letter has bits to spare, then sign that."""
    raw = as_json(forge.claims())
    raw += b" " * (1 if len(raw) % 3 == 0 else 0)
    body = f"{b64(as_json(forge.header()))}.{_loose_bits(b64(raw))}"
    return f"{body}.{b64(forge.signature(body))}"


def _nested_jwe(forge):
    header = {"alg": "dir", "enc": "A256GCM", "cty": "JWT", "kid": forge.key.kid}
    return ".".join(
        [b64(as_json(header)), "", b64(b"n" * 12), b64(forge.good().encode()), b64(b"t" * 16)]
    )


def _two_signatures_json(forge):
    header, claims, signature = forge.parts()
    signed = {"protected": header, "signature": signature}
    return json.dumps({"payload": claims, "signatures": [signed, signed]})


def _rs256(forge):
    private = rsa.generate_private_key(65537, 2048)
    body = f"{b64(as_json(forge.header(alg='RS256')))}.{b64(as_json(forge.claims()))}"
    return f"{body}.{b64(private.sign(body.encode(), padding.PKCS1v15(), SHA256()))}"


def _der_signature(forge):
    header, claims, _ = forge.parts()
    signed = forge.private().sign(f"{header}.{claims}".encode(), ec.ECDSA(SHA256()))
    return f"{header}.{claims}.{b64(signed)}"


def _other_hash(forge):
    header, claims, _ = forge.parts()
    signed = forge.private().sign(f"{header}.{claims}".encode(), ec.ECDSA(SHA384()))
    return f"{header}.{claims}.{b64(raw_signature(signed))}"


def _swapped_claims(forge):
    header, _, signature = forge.parts()
    return f"{header}.{b64(as_json(forge.claims(sub=str(_another()))))}.{signature}"


def _another():
    return "0195d1a0-7c1e-7a30-8f5e-3d2b1c0a9f8f"


def _detached(forge):
    header, _, signature = forge.parts()
    return f"{header}..{signature}"


def _cut(forge, part, by):
    parts = forge.parts()
    parts[part] = parts[part][:by]
    return ".".join(parts)


def _segment(forge, part, change):
    parts = forge.parts()
    parts[part] = change(parts[part])
    return ".".join(parts)


def _standard_alphabet(forge):
    """Write the signature with + and / in place of - and _: a lenient decoder reads both."""
    while True:  # until chance, which is in every signature, gives one that holds such a letter
        header, claims, signature = forge.parts()
        if "-" in signature or "_" in signature:
            return f"{header}.{claims}." + signature.replace("-", "+").replace("_", "/")


def _padded(part):
    return part + "=" * (-len(part) % 4 or 4)


def _with_inside(forge, letter):
    return _segment(forge, 2, lambda part: part[:40] + letter + part[40:])


# fmt: off
FORGERIES = {
    # The algorithm
    "alg none, no signature": lambda f: _unsigned(f, "none"),
    "alg None": lambda f: _unsigned(f, "None"),
    "alg NONE": lambda f: _unsigned(f, "NONE"),
    "alg nOnE with the good signature": lambda f: f.with_header(alg="nOnE"),
    "alg empty": lambda f: _unsigned(f, ""),
    "alg null": lambda f: f.with_header(alg=None),
    "alg missing": lambda f: f.with_header(alg=...),
    "alg a list": lambda f: f.with_header(alg=["ES256"]),
    "alg in small letters": lambda f: f.with_header(alg="es256"),
    "alg with a space": lambda f: f.with_header(alg="ES256 "),
    "alg ES384 in the header": lambda f: f.with_header(alg="ES384"),
    "alg ES256K": lambda f: f.with_header(alg="ES256K"),
    "alg EdDSA": lambda f: f.with_header(alg="EdDSA"),
    "alg RS256 with a key of theirs": _rs256,
    "HS256 with our public key as PEM": lambda f: f.hmac_signed(f.public_pem()),
    "HS256 with our public key as PEM, trimmed": lambda f: f.hmac_signed(f.public_pem().strip()),
    "HS256 with our public key as DER": lambda f: f.hmac_signed(_der(f)),
    "HS256 with our public key as JWK": lambda f: f.hmac_signed(as_json(f.key.public_jwk)),
    "HS256 with our public key as a point": lambda f: f.hmac_signed(
        _public(f, Encoding.X962, PublicFormat.UncompressedPoint)),
    "HS256 with our public key as OpenSSH": lambda f: f.hmac_signed(
        _public(f, Encoding.OpenSSH, PublicFormat.OpenSSH)),
    "HS256 with an empty secret": lambda f: f.hmac_signed(b""),
    "HS256 with the secret a": lambda f: f.hmac_signed(b"a"),
    "HS256 with the key id as secret": lambda f: f.hmac_signed(f.key.kid.encode()),
    "HS512 with our public key as DER": lambda f: f.hmac_signed(_der(f), "HS512"),
    # The rest of the header
    "typ JWT": lambda f: f.with_header(typ="JWT"),
    "typ refresh+jwt": lambda f: f.with_header(typ="refresh+jwt"),
    "typ AT+JWT": lambda f: f.with_header(typ="AT+JWT"),
    "typ application/at+jwt": lambda f: f.with_header(typ="application/at+jwt"),
    "typ missing": lambda f: f.with_header(typ=...),
    "kid of nobody": lambda f: f.with_header(kid="k1"),
    "kid missing": lambda f: f.with_header(kid=...),
    "kid a number": lambda f: f.with_header(kid=1),
    "kid a path": lambda f: f.with_header(kid="../../../../dev/null"),
    "kid an injection": lambda f: f.with_header(kid="' UNION SELECT 'a' --"),
    "crit that nobody knows": lambda f: f.with_header(crit=["exp"], exp=MUCH),
    "crit b64 false": lambda f: f.with_header(crit=["b64"], b64=False),
    "jku of theirs": lambda f: f.with_header(jku="https://evil.example/jwks.json"),
    "x5u of theirs": lambda f: f.with_header(x5u="https://evil.example/key.pem"),
    "jwk of theirs": lambda f: f.sign(as_json(f.header(jwk=OTHER_JWK)), as_json(f.claims()), OTHER),
    "x5c of theirs": lambda f: f.with_header(x5c=["AAAA"]),
    "zip": lambda f: f.with_header(zip="DEF"),
    "enc": lambda f: f.with_header(enc="A256GCM"),
    "cty": lambda f: f.with_header(cty="JWT"),
    "alg twice, ours last": lambda f: f.with_raw_header(b'{"alg"', b'{"alg":"none","alg"'),
    "alg twice, ours first": lambda f: f.with_raw_header(b'"kid"', b'"alg":"none","kid"'),
    "kid twice": lambda f: f.with_raw_header(b'"kid"', b'"kid":"k1","kid"'),
    "NUL in the header": lambda f: f.with_header(typ="at+jwt\0"),
    "NUL after the header": lambda f: f.with_raw_header(b'at+jwt"}', b'at+jwt"}\0'),
    "space in the header": lambda f: f.with_raw_header(b'{"alg"', b'{ "alg"'),
    "header escaped another way": lambda f: f.with_raw_header(b"ES256", b"\\u0045S256"),
    "header with a byte order mark": lambda f: f.with_raw_header(b'{"alg"', b'\xef\xbb\xbf{"alg"'),
    "header a list": lambda f: f.sign(b'["ES256"]', as_json(f.claims())),
    "header null": lambda f: f.sign(b"null", as_json(f.claims())),
    "header not JSON": lambda f: f.sign(b"alg=ES256", as_json(f.claims())),
    "header of 3000 brackets": lambda f: f.sign(b"[" * 2900, b"{}"),
    # The key and the signature
    "another key under our kid": lambda f: f.sign(as_json(f.header()), as_json(f.claims()), OTHER),
    "signature of nothing": lambda f: _with_signature(f, lambda _: ""),
    "signature of zeros": lambda f: _with_signature(f, lambda _: b64(bytes(64))),
    "signature r and s the order": lambda f: _with_signature(
        f, lambda _: b64(ORDER.to_bytes(32, "big") * 2)),
    "signature cut short": lambda f: _with_signature(f, lambda raw: b64(raw[:63])),
    "signature with a byte more": lambda f: _with_signature(f, lambda raw: b64(raw + b"\0")),
    "signature halves swapped": lambda f: _with_signature(f, lambda raw: b64(raw[32:] + raw[:32])),
    "signature mirrored": lambda f: _with_signature(f, _mirrored),
    "signature as DER": _der_signature,
    "signature over SHA-384": _other_hash,
    "claims of somebody else under our signature": _swapped_claims,
    # The form
    "empty": lambda _: "",
    "one segment": lambda f: f.parts()[0],
    "two segments": lambda f: ".".join(f.parts()[:2]),
    "four segments": lambda f: f.good() + "." + f.parts()[2],
    "two signatures in a row": lambda f: f"{f.good()}.{f.good()}",
    "two signatures as JSON": _two_signatures_json,
    "JWE of five segments": _nested_jwe,
    "our token inside a token": lambda f: f.sign(as_json(f.header(cty="JWT")), f.good().encode()),
    "claims taken out": _detached,
    "header taken out": lambda f: _cut(f, 0, 0),
    "padding after the signature": lambda f: f.good() + "==",
    "padding after the header": lambda f: _segment(f, 0, _padded),
    "padding after the claims": lambda f: _segment(f, 1, _padded),
    "loose bits in the signature": lambda f: _segment(f, 2, _loose_bits),
    "loose bits in the claims, signed": _loose_claims,
    "standard base64 alphabet": _standard_alphabet,
    "space after the header": lambda f: f.with_raw_header(b"}", b"} "),
    "newline at the end": lambda f: f.good() + "\n",
    "space before": lambda f: " " + f.good(),
    "newline inside the signature": lambda f: _with_inside(f, "\n"),
    "foreign letter inside the signature": lambda f: _with_inside(f, "!"),
    "NUL inside the signature": lambda f: _with_inside(f, "\0"),
    "NUL at the end": lambda f: f.good() + "\0",
    "a letter that is not ASCII": lambda f: f.good()[:-1] + "é",
    "a lone surrogate": lambda f: f.good()[:-1] + "\ud800",
    "Bearer still in front": lambda f: "Bearer " + f.good(),
    "5 MB of nothing": lambda _: "A" * 5_000_000,
    "5 MB of dots": lambda _: "." * 5_000_000,
    "a good token, but long": lambda f: f.with_claims_as(as_json(f.claims()) + b" " * 4000),
    # The claims, signed by our own key
    "aud missing": lambda f: f.with_claims(aud=...),
    "aud another": lambda f: f.with_claims(aud="another-api"),
    "aud null": lambda f: f.with_claims(aud=None),
    "aud a list with ours": lambda f: f.with_claims(aud=["alongside-api"]),
    "aud ours and another": lambda f: f.with_claims(aud=["alongside-api", "another-api"]),
    "iss missing": lambda f: f.with_claims(iss=...),
    "iss evil": lambda f: f.with_claims(iss="evil"),
    "iss a list": lambda f: f.with_claims(iss=["alongside"]),
    "iss in capitals": lambda f: f.with_claims(iss="Alongside"),
    "sub missing": lambda f: f.with_claims(sub=...),
    "sub empty": lambda f: f.with_claims(sub=""),
    "sub a number": lambda f: f.with_claims(sub=1),
    "sub not an id": lambda f: f.with_claims(sub="operator@demo.example"),
    "sub in capitals": lambda f: f.with_claims(sub=f.claims()["sub"].upper()),
    "sub as urn:uuid": lambda f: f.with_claims(sub="urn:uuid:" + f.claims()["sub"]),
    "sid missing": lambda f: f.with_claims(sid=...),
    "sid null": lambda f: f.with_claims(sid=None),
    "sid a number": lambda f: f.with_claims(sid=7),
    "jti missing": lambda f: f.with_claims(jti=...),
    "jti a number": lambda f: f.with_claims(jti=1),
    "jti not an id": lambda f: f.with_claims(jti="x"),
    "exp missing": lambda f: f.with_claims(exp=...),
    "exp past": lambda f: f.with_claims(iat=f.issued - 600, nbf=f.issued - 600, exp=f.issued),
    "exp long past": lambda f: f.with_claims(iat=0, nbf=0, exp=600),
    "exp too far": lambda f: f.with_claims(exp=f.issued + 601),
    "exp at the end of time": lambda f: f.with_claims(exp=MUCH),
    "exp 1e308": lambda f: f.with_claims(exp=1e308),
    "exp infinite": lambda f: f.with_claims(exp=float("inf")),
    "exp not a number": lambda f: f.with_claims(exp=float("nan")),
    "exp of 4000 digits": lambda f: f.with_raw_claims(str(f.issued + 600).encode(), b"9" * 2400),
    "exp a numeric string": lambda f: f.with_claims(exp=str(f.issued + 600)),
    "exp with a fraction": lambda f: f.with_claims(exp=f.issued + 599.5),
    "exp a whole float": lambda f: f.with_claims(exp=float(f.issued + 600)),
    "exp true": lambda f: f.with_claims(iat=0, nbf=0, exp=True),
    "exp null": lambda f: f.with_claims(exp=None),
    "exp a list": lambda f: f.with_claims(exp=[f.issued + 600]),
    "exp before iat": lambda f: f.with_claims(iat=f.issued + 20, exp=f.issued + 10),
    "iat missing": lambda f: f.with_claims(iat=...),
    "iat a numeric string": lambda f: f.with_claims(iat=str(f.issued)),
    "iat a float": lambda f: f.with_claims(iat=float(f.issued)),
    "iat to come": lambda f: f.with_claims(iat=f.issued + 31),
    "iat below zero": lambda f: f.with_claims(iat=-MUCH),
    "nbf missing": lambda f: f.with_claims(nbf=...),
    "nbf to come": lambda f: f.with_claims(nbf=f.issued + 31),
    "nbf a numeric string": lambda f: f.with_claims(nbf=str(f.issued)),
    "nbf true": lambda f: f.with_claims(nbf=True),
    "nbf null": lambda f: f.with_claims(nbf=None),
    "a claim more": lambda f: f.with_claims(role="operator"),
    "at_hash that nobody checks": lambda f: f.with_claims(at_hash="x"),
    "sub twice": lambda f: f.with_raw_claims(b'"sub"', f'"sub":"{_another()}","sub"'.encode()),
    "exp twice": lambda f: f.with_raw_claims(b'"exp"', b'"exp":1,"exp"'),
    "NUL in a claim": lambda f: f.with_claims(iss="alongside\0"),
    "NUL after the claims": lambda f: f.with_claims_as(as_json(f.claims()) + b"\0"),
    "claims a list": lambda f: f.with_claims_as(as_json(list(f.claims()))),
    "claims a text": lambda f: f.with_claims_as(b'"alongside"'),
    "claims empty": lambda f: f.with_claims_as(b""),
    "claims not JSON": lambda f: f.with_claims_as(b"\x80\x81"),
    "claims in UTF-16": lambda f: f.with_claims_as(json.dumps(f.claims()).encode("utf-16")),
    "claims of 2000 brackets": lambda f: f.with_claims_as(b"[" * 2000),
    "claims compressed": lambda f: f.with_claims_as(zlib.compress(as_json(f.claims()))),
}
# fmt: on
