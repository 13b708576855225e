"""Keep when a leader was asked, so that they are told this and not when the coach was.

Of pairings that are there already, the trail knows when the coach said yes, if it is young enough;
else when both had, or when it was proposed, stands in for it, as it did until now. Their ids stay:
links, mails and the sealed trail know them.
"""

from alembic import op

revision, down_revision = "2026_11_30_97", "2026_11_30_96"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table pairing add column leader_asked_at timestamp with time zone")
    op.execute("""
        update pairing p set leader_asked_at = coalesce(
            (select min(e.at) from restricted_entry e
              where e.programme_id = p.programme_id and e.thing_id = p.id
                and e.action = 'pairing:accept'),
            p.started_at, p.created_at)
         where p.leader_asked
    """)
    op.execute("""
        alter table pairing add constraint pairing_asked_at_some_time
          check (leader_asked = (leader_asked_at is not null))
    """)
    op.execute("drop index pairing_leader")
    op.execute("""
        create index pairing_leader
            on pairing (programme_id, leader_id, leader_asked_at desc, id desc)
    """)


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop index pairing_leader")
    op.execute("""
        create index pairing_leader on pairing (programme_id, leader_id, created_at desc, id desc)
    """)
    op.execute("alter table pairing drop column leader_asked_at")
