"""Find those who help in a programme at once: they are told with everything that they read."""

from alembic import op

revision, down_revision = "2026_11_30_91", "2026_11_30_90"

HELPING = "state = 'active' and (role in ('coordinator', 'learning_partner') or safeguarding_lead)"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(
        "create index participant_helpers on participant (programme_id, created_at, id)"
        f" include (role, display_name, safeguarding_lead) where {HELPING}"
    )


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop index participant_helpers")
