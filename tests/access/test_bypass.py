"""T8: what somebody could try who had the application's own role in the database, and no more."""

import re

import psycopg
import pytest
from psycopg.errors import Error, InsufficientPrivilege
from tests.access.attempts import as_json
from tests.access.conftest import QUIET_WORLD
from tests.figures import add

REFUSED = {
    "empty a table": "truncate note",
    "drop a table": "drop table note",
    "change a table": "alter table note add column x int",
    "own a table": "alter table note owner to alongside_app",
    "switch row security off": "alter table note disable row level security",
    "drop a policy": "drop policy reads on note",
    "add a policy": "create policy open on note for select using (true)",
    "widen a policy": "alter policy reads on note using (true)",
    "make a table": "create table public.mine (x int)",
    "make a view": "create view public.mine as select * from note",
    "make a function": "create function public.mine() returns int language sql as 'select 1'",
    "make a schema": "create schema mine",
    "make a trigger": "create trigger t after insert on note execute function enter()",
    "make a rule": "create rule r as on select to note do instead select * from feedback",
    "make an index": "create index i on note (text)",
    "add an extension": "create extension dblink",
    "change a function": "alter function enter(uuid, uuid, timestamptz) security invoker",
    "replace a function": "create or replace function app_operator() returns boolean "
    "language sql as 'select true'",
    "become the owner": "set role alongside_owner",
    "become the superuser": "set role postgres",
    "come as the owner": "set session authorization alongside_owner",
    "stop being bound": "alter role alongside_app bypassrls",
    "be a superuser": "alter role alongside_app superuser",
    "make a role": "create role mine",
    "join a role": "grant alongside_owner to alongside_app",
    "read passwords": "select * from pg_authid",
    "read a file": "select pg_read_file('pg_hba.conf')",
    "write a file": "copy (select 1) to '/tmp/mine'",
    "run a program": "copy (select 1) to program 'true'",
    "read what is kept of large objects": "select lo_import('/etc/hostname')",
    "reload the server": "select pg_reload_conf()",
    "set a server's setting": "set log_statement = 'none'",
    "set triggers aside": "set session_replication_role = replica",
    "look into statistics": "select * from pg_statistic",
    "change the migrations": "update technical.alembic_version set version_num = 'x'",
    "remove a programme": "delete from programme",
    "remove a person": "delete from person",
    "make a person": "insert into person (id) values (gen_random_uuid())",
    "make oneself an operator": "update person set operator = true",
    "change an address to sign in by": "update person set email = 'x@example.org'",
    "read a sign-in link": "select * from sign_in_link",
    "make a sign-in link": "insert into sign_in_link (person_id) values (gen_random_uuid())",
    "read mail": "select * from mail",
    "make a mail": "insert into mail (id) values (gen_random_uuid())",
    "read what a link in a mail opens": "select * from mail_token",
    "make a way in by mail": "insert into mail_token (mail_id) values (gen_random_uuid())",
    "read who guessed": "select * from tries",
    "forget how often somebody guessed": "delete from tries",
    "make a job": "insert into jobs.procrastinate_jobs (queue_name, task_name) values ('a', 'b')",
    "make a job by the queue": "select jobs.procrastinate_defer_jobs_v1('{}')",
    "change a job": "update jobs.procrastinate_jobs set args = '{}'",
    "remove a job": "delete from jobs.procrastinate_jobs",
    "change a recovery code": "update recovery_code set digest = 'x'",
    "swap the secret of a second factor": "update second_factor set sealed_secret = 'x'",
    "swap the key of a passkey": "update passkey set public_key = 'x'",
    "give a passkey to somebody": "update passkey set person_id = null",
    "read used challenges": "select * from used_challenge",
    "make a challenge good again": "delete from used_challenge",
    "move a note": "update note set author_id = null",
    "change who may read a note": "update note set audience = 'pairing'",
    "remove a note": "delete from note",
    "change feedback": "update feedback set text = 'x'",
    "widen feedback": "update feedback set audience = 'pairing'",
    "change a declaration": "update declaration set sealed = '\\x'",
    "change whose pairing it is": "update pairing set coach_id = leader_id",
    "remove a pairing": "delete from pairing",
    "change whose session it is": "update session set pairing_id = id",
    "change a role": "update participant set role = 'coordinator'",
    "change a programme": "update participant set programme_id = id",
    "change a pseudonym": "update participant set pseudonym = 'x'",
    "bring a file in": "copy note from stdin",
}

POST_MAIL = "select post_mail(%s, %s, 'proposal', null, now())"
TAKE_MAIL = "select * from take_mail(%s)"


def enter(connection, world, who):
    asking = (world.people[who].person_id,)
    return connection.execute("select enter(%s, null, now())", asking).fetchone()[0]


@pytest.mark.parametrize("what", REFUSED)
def test_it_cannot(app_role, world, what):
    enter(app_role, world, "tess")
    add("T8", "bypass attempts refused", 1)
    with pytest.raises((InsufficientPrivilege, psycopg.errors.FeatureNotSupported)):
        app_role.execute(REFUSED[what])


def rows(connection, sql, *values):
    return connection.execute(sql, values).fetchall()


def test_switching_row_security_off_for_oneself_gives_an_error_and_no_rows(app_role, world):
    enter(app_role, world, "jo")
    app_role.execute("set row_security = off")

    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app_role.execute("select * from note")


def test_copy_gives_no_more_than_select(app_role, world):
    enter(app_role, world, "amara")
    for name in ("note", "feedback", "declaration", "pairing", "participant", "session"):
        add("T8", "tables copied out, no more than what is there to read", 1)
        with app_role.cursor().copy(f"copy {name} to stdout") as copied:
            lines = b"".join(copied).decode().splitlines()
        assert len(lines) == rows(app_role, f"select count(*) from {name}")[0][0] > 0


PEEKED = {
    "note": "coalesce(text, key_id::text)",
    "feedback": "text",
    "declaration": "key_id::text",
}


def test_a_function_of_ones_own_is_not_shown_hidden_rows(app_role, world):
    """Without a barrier a cheap function in a condition would see every row before the lock."""
    app_role.execute("""
        create function pg_temp.peek(word text) returns boolean language plpgsql cost 0.0001 as
        $$ begin raise notice '%', word; return true; end $$
    """)
    heard = []
    app_role.add_notice_handler(lambda said: heard.append(said.message_primary))
    for who in ("jo", "amara", "efe", "chen"):
        enter(app_role, world, who)
        for name, said in PEEKED.items():
            heard.clear()
            shown = {text for (text,) in rows(app_role, f"select {said} from {name}")}
            app_role.execute(f"select from {name} where pg_temp.peek({said})")
            assert set(heard) == shown
            add("T8", "functions of one's own that saw no hidden row", 1)


def test_explaining_a_question_tells_no_word_that_is_hidden(app_role, world):
    enter(app_role, world, "jo")
    for name in ("note", "feedback", "declaration", "participant"):
        for options in ("", "(analyze, verbose, buffers)"):
            told = rows(app_role, f"explain {options} select * from {name} where 'kanari' < 'x'")
            assert "kanari." not in str(told)


def test_statistics_of_hidden_rows_are_not_shown(app_role, server, world):
    with psycopg.connect(server.superuser_url(QUIET_WORLD).replace("+psycopg", "")) as superuser:
        superuser.execute("analyze")
        assert "kanari" in str(rows(superuser, "select * from pg_stats where tablename = 'note'"))
        superuser.rollback()
    enter(app_role, world, "jo")

    assert "kanari" not in str(rows(app_role, "select * from pg_stats"))


def test_a_table_of_ones_own_does_not_fool_a_function_that_runs_as_the_owner(app_role, world):
    app_role.execute("create temporary table person (like public.person)")
    app_role.execute(
        "insert into person values (%s, 'me@x.example', 'Me', 'a hash', true, false, now())",
        (world.people["sol"].person_id,),
    )
    app_role.execute("create temporary table participant (like public.participant)")

    assert rows(app_role, "select * from find_account('me@x.example')") == []
    assert enter(app_role, world, "sol") == "false|false||"


def test_adding_what_is_there_already_tells_nothing_to_who_may_not_add_it(app_role, world, facts):
    """A unique key must not answer before the lock does."""
    ours = world.ids["programme"]["ours"]
    for who in ("jo", "chen", "sol", "farah"):
        enter(app_role, world, who)
        for name in ("note", "feedback", "declaration", "pairing", "session"):
            for row in facts[name]:
                if row["programme_id"] == ours:
                    assert said_on_adding(app_role, name, row) == InsufficientPrivilege.sqlstate
                    add("T8", "unique keys asked, all silent", 1)


def said_on_adding(connection, name, row):
    """Add a row under the very key of another one; give the code of what comes of it."""
    sql = f"insert into {name} select * from jsonb_populate_record(null::{name}, %s::jsonb)"
    try:
        with connection.transaction():
            connection.execute(sql, (as_json(row),))
    except Error as error:
        return error.sqlstate
    return "kept"


def test_pointing_at_rows_of_another_programme_is_as_pointing_at_none(app_role, world):
    """A foreign key must not tell a row of another programme from one that does not exist."""
    people = world.ids["participant"]
    theirs, none = (people["amara"], people["ben"]), (world.ids["person"]["sol"],) * 2
    enter(app_role, world, "jo")
    said = set()
    for coach, leader in (theirs, (none[0], people["lena"]), (people["kofi"], people["ben"])):
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught, app_role.transaction():
            app_role.execute(
                "insert into pairing (programme_id, id, coach_id, leader_id, state, created_at) "
                "values (%s, gen_random_uuid(), %s, %s, 'ended', now())",
                (world.ids["programme"]["elsewhere"], coach, leader),
            )
        words = re.sub(r"[0-9a-f-]{36}", "id", str(caught.value))
        said.add(re.sub(r"coach|leader", "member", words))
        add("T8", "foreign keys asked, all alike", 1)
    assert len(said) == 1


def test_nothing_can_be_held_that_cannot_be_seen(app_role, world):
    """Waiting for a row would tell that it is there."""
    enter(app_role, world, "jo")
    ours = world.ids["programme"]["ours"]
    for name in ("participant", "pairing", "session", "session_person", "note", "roster_import"):
        held = f"select 1 from {name} where programme_id = %s for no key update"
        assert rows(app_role, held, ours) == []


def test_only_the_postman_takes_mail(app_role, world):
    """A person, or nobody, is given none; nor may one be the postman and a person at once."""
    mail_id, who = rows(app_role, "select gen_random_uuid()")[0][0], world.people["amara"].person_id
    app_role.execute(POST_MAIL, (mail_id, who))
    enter(app_role, world, "amara")
    assert rows(app_role, TAKE_MAIL, mail_id) == []
    app_role.execute("select leave()")
    assert rows(app_role, TAKE_MAIL, mail_id) == []
    app_role.execute("select enter_as('postman')")
    assert len(rows(app_role, TAKE_MAIL, mail_id)) == 1
    enter(app_role, world, "amara")
    assert rows(app_role, TAKE_MAIL, mail_id) == []
    app_role.execute("select enter_as('cook')")
    assert rows(app_role, TAKE_MAIL, mail_id) == []


def test_the_postman_sees_no_row_of_any_table(app_role, world):
    app_role.execute("select enter_as('postman')")
    for name in ("note", "person", "participant", "pairing", "session", "programme", "sign_in"):
        assert rows(app_role, f"select count(*) from {name}") == [(0,)]
