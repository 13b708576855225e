"""What the tests of passkeys share: somebody with passkeys at the API."""

import cbor2
from tests.identity.soft_key import SoftKey

from alongside.core import base64url

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"


class Passkeys:
    """Somebody with passkeys at the API."""

    def __init__(self, signing):
        self.ask = signing.ask

    def begin(self, token):
        return self.ask("POST", "/me/passkey-options", token=token).json()

    def add(self, token, key, begun=None, **more):
        begun = begun or self.begin(token)
        sent = {"ticket": begun["ticket"], "credential": key.make(begun["options"]), **more}
        return self.ask("POST", "/me/passkeys", sent, token=token, **{"User-Agent": CHROME})

    def added(self, token, **as_is):
        key = SoftKey(**as_is)
        made = self.add(token, key)
        assert made.status_code == 201, made.text
        return key

    def list(self, token):
        return self.ask("GET", "/me/passkeys", token=token).json()["items"]

    def begin_in(self):
        return self.ask("POST", "/sign-in/passkey/begin").json()

    def sent(self, key, begun):
        return {"ticket": begun["ticket"], "credential": key.sign(begun["options"])}

    def enter(self, key, begun=None):
        return self.ask("POST", "/sign-in/passkey", self.sent(key, begun or self.begin_in()))

    def confirm(self, token, key, begun=None):
        begun = begun or self.ask("POST", "/me/confirm/passkey/begin", token=token).json()
        return self.ask("POST", "/me/confirm/passkey", self.sent(key, begun), token=token)

    def remove(self, token, passkey_id):
        return self.ask("DELETE", f"/me/passkeys/{passkey_id}", token=token)


def refused(answer):
    return answer.status_code == 401 and answer.json()["code"] == "passkey_refused"


def not_good(answer):
    return answer.status_code == 422 and answer.json()["code"] == "passkey_not_good"


def with_format(whole, fmt):
    """Give what a new passkey said of itself, as if a maker vouched for it."""
    told = cbor2.loads(base64url.from_text(whole))
    return base64url.to_text(cbor2.dumps({**told, "fmt": fmt}))
