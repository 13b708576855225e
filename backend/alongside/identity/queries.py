"""The few questions asked of the database before, and about, who is signed in."""

from sqlalchemy import DateTime, LargeBinary, String, Uuid, bindparam, text

_at = bindparam("at", type_=DateTime(timezone=True))
_digest = bindparam("digest", type_=LargeBinary)

# One row for every address: it says how the address is folded, and whose it is, if anybody's.
FIND_ACCOUNT = text("""
    select lower(:email) as address, found.person_id, found.password_hash, found.demo,
           found.devices_from
      from (select 1) as one left join find_account(:email) as found on true
""").bindparams(bindparam("email", type_=String))

FIND_SIGN_IN = text("select person_id, demo from find_sign_in(:family)").bindparams(
    bindparam("family", type_=Uuid)
)

FIND_PASSKEY = text("select person_id, demo from find_passkey(:credential)").bindparams(
    bindparam("credential", type_=LargeBinary)
)

USE_CHALLENGE = text("select use_challenge(:digest, :until, :at)").bindparams(
    _digest, bindparam("until", type_=DateTime(timezone=True)), _at
)

KEEP_LINK = text("select keep_sign_in_link(:participant, :digest, :until, :at)").bindparams(
    bindparam("participant", type_=Uuid),
    bindparam("until", type_=DateTime(timezone=True)),
    _digest,
    _at,
)

READ_LINK = text("""
    select display_name, email, programme, role, label as role_label, organisers, demo
      from read_sign_in_link(:digest, :at)
""").bindparams(_digest, _at)

# As the database folds it: one mailbox, however its address is written.
ADDRESS_OF_LINK = text("select lower(email) from read_sign_in_link(:digest, :at)").bindparams(
    _digest, _at
)

USE_LINK = text("select use_sign_in_link(:digest, :at)").bindparams(_digest, _at)

MY_PARTICIPATIONS = text("""
    select id, programme_id, programme_name, role, role_label, state, joined, display_name
      from my_participations()
""")

JOIN_IN = text("select join_in(:place, :at)").bindparams(bindparam("place", type_=Uuid), _at)
