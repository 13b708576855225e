"""Let nobody be a safeguarding lead where they coach or are coached: they would read of a partner."""

from alembic import op

revision, down_revision = "2026_11_30_96", "2026_11_30_95"

PAIRED = "role in ('coach', 'leader')"
LEAD_NO_MORE = f"""
    update participant l set safeguarding_lead = false
     where l.safeguarding_lead and exists (
       select from participant p where p.programme_id = l.programme_id
          and p.person_id = l.person_id and p.{PAIRED})
"""
WITHIN_A_PLACE = f"""
    alter table participant add constraint participant_lead_apart
      check (not (safeguarding_lead and {PAIRED}))
"""
IN_ALL_PLACES = f"""
    alter table participant add constraint participant_lead_apart_everywhere
      exclude using gist (programme_id with =, person_id with =, (({PAIRED})::integer) with <>)
      where ({PAIRED} or (safeguarding_lead and state = 'active'))
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for statement in (LEAD_NO_MORE, WITHIN_A_PLACE, IN_ALL_PLACES):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table participant drop constraint participant_lead_apart_everywhere")
    op.execute("alter table participant drop constraint participant_lead_apart")
