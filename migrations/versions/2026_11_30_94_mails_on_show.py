"""Let the housekeeper ask which mails are gone, so that the demo's mailbox shows none of them."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_94", "2026_11_30_93"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_mails_on_show.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop function forgotten_mails(uuid[])")
