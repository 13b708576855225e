"""One journey over a database of its own: Amara does all that can be done, and others too."""

from dataclasses import dataclass
from typing import Any

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from tests.access.egress.canaries import Planted
from tests.commands import ask
from tests.conftest import Api
from tests.identity.passkeys import Passkeys
from tests.identity.signing import Signing, cookie_of, device_of
from tests.identity.soft_key import SoftKey

from alongside.core import base64url
from alongside.core.clock import now
from alongside.database import Urls
from alongside.mail import code_in, token_in
from alongside.settings import Settings

SAID_YES = """
    insert into consent (id, person_id, programme_id, purpose, audience, given, wording, language,
                         form, supported, at)
    values (gen_random_uuid(), :amara, :here, 'learning_after_leaving', 'learning_partners', false,
            1, :language, 'spoken', true, now())
"""
SAID_FOR = """
    insert into said_for (programme_id, id, participant_id, by_id, means, action, thing, thing_id,
                          created_at)
    values (:here, gen_random_uuid(), :amara, :efe, 'phone', :action, 'pairing', gen_random_uuid(),
            now())
"""
LOOKED = """
    insert into restricted_entry (programme_id, id, at, actor_person_id, actor_id, action, thing,
                                  thing_id, reason)
    values (:here, gen_random_uuid(), now(), :gwen, :as_gwen, 'restricted_audit:read', 'programme',
            :here, :reason)
"""
NOTED = """
    insert into audit_entry (programme_id, id, at, actor_person_id, actor_id, action, thing,
                             thing_id, subject_id, reason, kind)
    values (:here, gen_random_uuid(), now(), :efe, :as_efe, 'session:book', 'session',
            gen_random_uuid(), :amara, :reason, 'event')
"""
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
ANY_VERSION = {"If-Match": "*"}
ADDRESS = "kanari.address.of.the.account@example.org"
GOOD = {200, 201, 202, 204}


@dataclass
class Journey:
    """What was done, the words that were hidden on the way, and where."""

    api: Api
    cast: Any
    urls: Urls
    settings: Settings
    planted: Planted

    def sql(self, statement: str, **values: Any) -> list[Any]:
        return ask(self.urls, statement, **values)

    def as_(self, who: str) -> Any:
        return self.api.as_(getattr(self.cast, who))

    def did(self, *answers: Any) -> Any:
        assert {one.status_code for one in answers} <= GOOD, [one.text for one in answers]
        return answers[-1]

    def mail_of(self, kind: str) -> Any:
        """Give the newest mail of a kind."""
        found = self.sql("select id from mail where kind = :k order by created_at desc", k=kind)
        return found[0][0]


def travel(journey: Journey) -> None:
    """Write, sign in by every way, propose, agree, and ask for erasure."""
    _write(journey)
    _be_written_about(journey)
    _pair(journey)
    _sign_in(journey)
    _others(journey)
    _be_noted(journey)


def _write(journey: Journey) -> None:
    cast, amara, plant = journey.cast, journey.as_("amara"), journey.planted.plant
    held, me = f"/sessions/{cast.held.id}", f"/participants/{cast.amara.id}"
    own = {
        "display_name": plant("name"), "phone": plant("telephone"),
        "access_needs": plant("access needs"), "topics": plant("topics"),
    }  # fmt: skip
    named = {"display_name": plant("name of the account", "kanari name of the account")}
    private, shared = {"text": plant("private note")}, {"text": plant("shared note")}
    tie = {"participant_id": cast.amara.id, "text": plant("declaration")}
    journey.did(
        amara.patch(me, own),
        amara.patch("/me", named, headers=ANY_VERSION),
        amara.put(f"{held}/private-note", private),
        amara.put(f"{held}/shared-note", shared, headers=ANY_VERSION),
        amara.post("/declarations", tie),
        amara.patch(f"/sessions/{cast.booked.id}", {"place": plant("place")}, headers=ANY_VERSION),
    )
    for audience, what in (("pairing", "the partner"), ("team", "the team"),
                           ("learning_partners", "learning")):  # fmt: skip
        said = {"audience": audience, "text": plant(f"feedback to {what}")}
        journey.did(amara.post("/feedback", {"session_id": str(cast.held.id), **said}))


def _be_written_about(journey: Journey) -> None:
    cast, plant = journey.cast, journey.planted.plant
    about = {
        "given_name": plant("given name"), "family_name": plant("family name"),
        "job_title": plant("job title"),
    }  # fmt: skip
    journey.did(journey.as_("efe").patch(f"/participants/{cast.amara.id}", about))
    plant("address of the account", ADDRESS)
    here = plant("address in the programme", "kanari.address.in.the.programme@example.org")
    journey.sql(
        "update person set email = :email, password_hash = :hash, claimed_at = now()"
        " where id = :id",
        email=ADDRESS, hash=QUICK.hash(plant("password", "kanari lamps by the river")),
        id=cast.amara.person_id,
    )  # fmt: skip
    journey.sql("update participant set email = :e where id = :id", e=here, id=cast.amara.id)
    journey.sql("update sign_in set created_at = :at", at=now())


def _pair(journey: Journey) -> None:
    """Amara is asked about somebody else as well, and says yes."""
    cast = journey.cast
    two = {"coach_id": cast.amara.id, "leader_id": cast.idris.id}
    asked = {"programme_id": str(cast.programme.id), **two}
    made = journey.did(journey.as_("efe").post("/pairings", asked)).json()["id"]
    journey.did(journey.as_("amara").post(f"/pairings/{made}/accept"))


def _sign_in(journey: Journey) -> None:
    plant, signing = journey.planted.plant, Signing(journey.api)
    key = journey.api.app.state.site.mail_key
    wrong = signing.in_with(ADDRESS, plant("mistyped password", "kanari lamps by the sea"))
    assert wrong.status_code == 401
    inside = journey.did(signing.in_with(ADDRESS, journey.planted.words["password"][0]))
    token = plant("access token", inside.json()["access_token"])
    plant("cookie", cookie_of(inside))
    plant("cookie of the device", device_of(inside))
    plant("link of this was not me", token_in(key, journey.mail_of("new_device")))
    journey.did(signing.ask("POST", "/sign-in/mail", {"email": ADDRESS}))
    mail = journey.mail_of("sign_in")
    plant("link in a mail", token_in(key, mail))
    plant("code in a mail", code_in(key, mail))
    _second_steps(journey, signing, token)


def _second_steps(journey: Journey, signing: Signing, token: str) -> None:
    plant, passkeys, own = journey.planted.plant, Passkeys(signing), SoftKey()
    secret = plant(
        "secret of the app", signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    )
    shown = {"code": pyotp.TOTP(secret).at(now())}
    journey.did(signing.ask("POST", "/me/second-factor/confirm", shown, token=token))
    made = journey.did(signing.ask("POST", "/me/second-factor/recovery-codes", token=token))
    code = made.json()["codes"][0]
    plant("recovery code", code, code.replace("-", ""))
    journey.did(passkeys.add(token, own), passkeys.enter(own))
    private = own.private.private_numbers().private_value.to_bytes(32, "big")
    plant("credential of the passkey", base64url.to_text(own.id), own.id.hex())
    plant("key of the passkey", base64url.to_text(private), private.hex())
    new = plant("new password", "kanari geese over the loch")
    change = {"current_password": journey.planted.words["password"][0], "new_password": new}
    journey.did(signing.ask("POST", "/me/password", change, token=token))


def _others(journey: Journey) -> None:
    """Somebody gets a first link, somebody agrees, a lead looks, and somebody wants to go."""
    cast = journey.cast
    journey.sql("update sign_in set ended_at = null, created_at = :at", at=now())
    journey.sql("update person set claimed_at = null where id = :id", id=cast.idris.person_id)
    link = journey.as_("efe").post(f"/participants/{cast.idris.id}/sign-in-link")
    journey.planted.plant("first link", journey.did(link).json()["url"].partition("#")[2])
    agreed = {"programme_id": str(cast.programme.id), "purpose": "contact_afterwards"}
    restricted = f"/programmes/{cast.programme.id}/restricted-entries"
    journey.did(
        journey.as_("ben").post("/me/consents", {**agreed, "given": True, "wording": 1}),
        journey.as_("gwen").post(restricted, {"reason": "complaint"}),
        journey.as_("hana").post("/me/erasure"),
    )


def _be_noted(journey: Journey) -> None:
    """Keep of Amara what has only codes in it, or a moment: with a word or a day of its own."""
    cast, plant, here = journey.cast, journey.planted.plant, {"here": journey.cast.programme.id}
    agreed = plant("language of a consent", "kanari.language")
    journey.sql(SAID_YES, **here, amara=cast.amara.person_id, language=agreed)
    told = plant("what was said for them")
    journey.sql(SAID_FOR, **here, amara=cast.amara.id, efe=cast.efe.id, action=told)
    why = plant("reason of a lead")
    gwen = {"gwen": cast.gwen.person_id, "as_gwen": cast.gwen.id}
    journey.sql(LOOKED, **here, **gwen, reason=why)
    why = plant("reason of a coordinator")
    efe = {"efe": cast.efe.person_id, "as_efe": cast.efe.id}
    journey.sql(NOTED, **here, **efe, amara=cast.amara.id, reason=why)
    day = plant("when their tickets begin", "1987-06-05", "549893045")
    journey.sql(
        "update person set tickets_from = :day where id = :id",
        day=f"{day} 12:04:05.678+00", id=cast.amara.person_id,
    )  # fmt: skip
