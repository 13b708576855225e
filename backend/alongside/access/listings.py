"""What is read of things that more than one feature lists; each narrows and dresses it itself."""

from alongside.access.enforce import Listing
from alongside.access.policy import Action

SESSIONS = Listing(
    read=Action.SESSION_READ,
    order="starts_at",
    columns=(
        "programme_id",
        "id",
        "pairing_id",
        "coach_id",
        "leader_id",
        "starts_at",
        "ends_at",
        "mode",
        "place",
        "state",
        "created_at",
    ),
)
