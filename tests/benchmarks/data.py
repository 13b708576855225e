"""A big world, made in the database: as many sessions as are asked for, over 50 to each pairing."""

from sqlalchemy import Connection, Engine, text

MOST_PROGRAMMES, PAIRS, LIST = 50, 100, 60

STEPS = (
    """insert into programme (id, name, aims, time_zone, labels, created_at)
       select md5('p'||p)::uuid, 'Programme '||p, '', 'Europe/London', '{}', now() - p * interval '1 minute'
         from generate_series(1, :programmes) p""",
    """insert into person (id, email, display_name, created_at)
       select md5('u'||p||'-'||i)::uuid, 'u'||p||'-'||i||'@bench.example', 'Person '||p||'-'||i, now()
         from generate_series(1, :programmes) p, generate_series(1, 200) i""",
    """insert into sign_in (id, person_id, generation, rotated_at, created_at, expires_at)
       select md5('s'||p||'-'||i)::uuid, md5('u'||p||'-'||i)::uuid, 0, now(), now(), now() + interval '30 days'
         from generate_series(1, :programmes) p, generate_series(1, 200) i""",
    """insert into participant (programme_id, id, person_id, role, state, display_name, given_name,
                                family_name, pseudonym, created_at)
       select md5('p'||p)::uuid, md5('m'||p||'-'||i)::uuid, md5('u'||p||'-'||i)::uuid,
              case when i <= 100 then 'coach' when i <= 190 then 'leader'
                   when i <= 195 then 'learning_partner' else 'coordinator' end,
              'active', 'Person '||p||'-'||i, 'Person', '', p||'-'||i, now() - i * interval '1 minute'
         from generate_series(1, :programmes) p, generate_series(1, 200) i""",
    """insert into pairing (programme_id, id, coach_id, leader_id, state, coach_accepted,
                            leader_asked, leader_asked_at, started_at, created_at)
       select md5('p'||p)::uuid, md5('g'||p||'-'||i)::uuid, md5('m'||p||'-'||i)::uuid,
              md5('m'||p||'-'||(101 + (i - 1) % 90))::uuid, 'active', true, true, now(), now(), now()
         from generate_series(1, :programmes) p, generate_series(1, 100) i""",
    """insert into session (programme_id, id, pairing_id, coach_id, leader_id, starts_at, ends_at,
                            mode, place, state, created_at)
       select md5('p'||p)::uuid, md5('x'||p||'-'||i||'-'||k)::uuid, md5('g'||p||'-'||i)::uuid,
              md5('m'||p||'-'||i)::uuid, md5('m'||p||'-'||(101 + (i - 1) % 90))::uuid,
              t, t + interval '50 minutes', 'video', 'https://meet.example/room',
              case when k < :each - 5 then 'held' else 'booked' end, now()
         from generate_series(1, :programmes) p, generate_series(1, 100) i, generate_series(1, :each) k,
              lateral (select timestamptz '2023-01-02 00:00+00'
                              + k * interval '7 days' + i * interval '1 hour') as when_(t)""",
    """insert into session_person (programme_id, session_id, person_id, participant_id, during, blocking)
       select s.programme_id, s.id, a.person_id, a.id, tstzrange(s.starts_at, s.ends_at, '[)'), true
         from session s join participant a on a.programme_id = s.programme_id
              and a.id in (s.coach_id, s.leader_id)""",
)
EXCLUSION = """
    alter table session_person add constraint session_person_one_place_at_a_time
    exclude using gist (programme_id with =, person_id with =, during with &&) where (blocking)
"""


def programmes_for(sessions: int) -> int:
    """Say how many programmes there are: so many that a pairing's sessions fill a page."""
    return max(1, min(MOST_PROGRAMMES, sessions // (PAIRS * LIST)))


def _fill(connection: Connection, sessions: int) -> None:
    programmes = programmes_for(sessions)
    values = {"programmes": programmes, "each": sessions // (programmes * PAIRS)}
    connection.execute(
        text("alter table session_person drop constraint session_person_one_place_at_a_time")
    )
    for step in STEPS:
        used = {name: value for name, value in values.items() if f":{name}" in step}
        connection.execute(text(step), used)
    connection.execute(text(EXCLUSION))


def fill(engine: Engine, sessions: int) -> None:
    """Write the world, as the owner, and let the planner know it."""
    with engine.begin() as connection:
        _fill(connection, sessions)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
