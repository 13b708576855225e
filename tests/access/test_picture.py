"""T2: the policy as it is drawn is the drawing that was signed off.

Where a drawing differs, the new one is written to build/drawn/. Look at every changed line, and
if it is what was meant, copy it to tests/access/drawn/.
"""

from pathlib import Path

from tests.access.drawing import draw_fields, draw_levels, draw_policy, seats_of_all
from tests.figures import FILE, record

from alongside.access.policy import Action

SIGNED_OFF = Path(__file__).parent / "drawn"
TOLD = (Action.PARTICIPANT_READ, Action.PAIRING_READ)
NEW = FILE.parent / "drawn"


def is_as_drawn(name: str, picture: str) -> None:
    if picture != (SIGNED_OFF / name).read_text():
        NEW.mkdir(parents=True, exist_ok=True)
        (NEW / name).write_text(picture)
    assert picture == (SIGNED_OFF / name).read_text()


def test_who_may_do_what_is_as_drawn(stage):
    async def scene():
        seats = await seats_of_all(stage)
        async with stage.as_superuser() as connection:
            return await draw_policy(connection, stage.world, seats)

    picture = stage.play(scene())
    record("T2", "lines of the signed-off drawing", len(picture.splitlines()))
    is_as_drawn("policy.txt", picture)


def test_in_which_words_each_is_told_is_as_drawn(stage):
    async def scene():
        seats = await seats_of_all(stage)
        async with stage.as_superuser() as connection:
            return [await draw_levels(connection, stage.world, seats, read) for read in TOLD]

    is_as_drawn("levels.txt", "".join(stage.play(scene())))


def test_what_of_a_row_each_sees_is_as_drawn():
    is_as_drawn("fields.txt", draw_fields())
