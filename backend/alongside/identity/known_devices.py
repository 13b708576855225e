"""Which devices somebody has signed in on: told by a sealed cookie, and kept nowhere else."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from alongside.core.clock import now
from alongside.core.ids import secret_id
from alongside.core.sealing import Sealer
from alongside.identity.keys import KeyRing

COOKIE = "__Host-device"
KEPT_FOR = timedelta(days=365)
MOST = 4  # people who share a device, and are known on it
_ID, _SECONDS = 16, 8
_ONE = _ID + _SECONDS
_CONTEXT = b"device"
_LENGTH = _ID + MOST * _ONE


class KnownDevice(NamedTuple):
    """A device by its own random id, and who signed in there, each when last."""

    id: UUID
    people: dict[UUID, int]

    def knows(self, person_id: UUID | None, devices_from: datetime | None) -> bool:
        """Say whether somebody signed in here, and has not disowned their devices since."""
        at = self.people.get(person_id) if person_id else None
        if at is None or now().timestamp() - at > KEPT_FOR.total_seconds():
            return False
        return devices_from is None or at >= devices_from.timestamp()


def _sealer(keys: KeyRing) -> Sealer:
    return Sealer(keys.derive("devices"))


def read_cookie(keys: KeyRing, cookie: str) -> KnownDevice:
    """Open what a browser sends. What we did not seal is a device that nobody is known on."""
    try:
        opened = _sealer(keys).open(cookie, _CONTEXT)
    except ValueError:
        return KnownDevice(secret_id(), {})
    parts = (opened[i : i + _ONE] for i in range(_ID, _LENGTH, _ONE))
    people = {UUID(bytes=part[:_ID]): int.from_bytes(part[_ID:], "big") for part in parts}
    known = {person_id: at for person_id, at in people.items() if at}
    return KnownDevice(UUID(bytes=opened[:_ID]), known)


def write_cookie(keys: KeyRing, device: KnownDevice, person_id: UUID) -> str:
    """Seal that somebody signed in here now. However many did, it is as long."""
    others = [(who, at) for who, at in device.people.items() if who != person_id]
    newest = sorted(others, key=lambda one: -one[1])[: MOST - 1]
    told = [(person_id, int(now().timestamp())), *newest]
    body = b"".join(who.bytes + at.to_bytes(_SECONDS, "big") for who, at in told)
    return _sealer(keys).seal((device.id.bytes + body).ljust(_LENGTH, b"\0"), _CONTEXT)
