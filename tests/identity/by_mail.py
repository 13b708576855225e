"""What the tests of signing in by mail share: asking for mails, and reading what was posted."""

from tests.identity.signing import Signing

from alongside.mail import code_in, token_in

HANA = "hana@example.org"
POSTED = "select id, created_at from mail where kind = 'sign_in' order by created_at"
FORGET = "update person set password_hash = null, claimed_at = null where id = :id"


class Asking(Signing):
    """Signing in by mail over HTTP."""

    def __init__(self, api, as_owner):
        super().__init__(api)
        self.as_owner, self.key = as_owner, api.app.state.site.mail_key

    def mail(self, email=HANA, host=None, device=None):
        with self.at(host):
            return self.ask("POST", "/sign-in/mail", {"email": email}, **self.on(device))

    def posted(self):
        return [row["id"] for row in self.as_owner(POSTED)]

    def start(self, email=HANA):
        """Ask for a mail: gives its attempt, its code and the secret of its link."""
        before = set(self.posted())
        attempt = self.mail(email).json()["attempt"]
        (mail_id,) = set(self.posted()) - before
        return attempt, code_in(self.key, mail_id), token_in(self.key, mail_id)

    def by_code(self, attempt, code):
        return self.ask("POST", "/sign-in/mail/code", {"attempt": attempt, "code": code})

    def by_link(self, token):
        return self.ask("POST", "/sign-in/mail/link", {"token": token})
