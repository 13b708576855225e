"""T8: how the database is made: who owns what, who may call what, and what is locked."""

import psycopg
import pytest
from tests.access.attempts import table_of
from tests.access.conftest import QUIET_WORLD
from tests.access.facts import TABLES
from tests.figures import record

from alongside.access.grants import FUNCTIONS, OF_THE_QUEUE, TECHNICAL
from alongside.access.grants import TABLES as GRANTED

TECHNICAL_TABLES = {"technical.alembic_version"}
QUEUE = {"jobs", "workers", "events", "periodic_defers"}  # ids alone: see decision 12
# What runs with the owner's rights, of one purpose each; the list is meant to be looked at.
AS_THE_OWNER = {
    "enter": "says who is asking, and gives their seats",
    "find_account": "finds the password of an address that wants to sign in",
    "find_sign_in": "finds whose sign-in a refresh token is of",
    "find_passkey": "finds whose passkey it is that wants to sign in",
    "use_challenge": "takes a challenge once, and forgets those that are over",
    "person_of": "gives the person of an address, made if there is none",
    "persons_of": "the same for many addresses at once",
    "forget_strangers": "forgets people who take part in nothing and never signed in",
    "who_signs_in_by": "says to coordinators who of their own signs in by an address",
    "take_back_imported": "takes back the declarations that an import of one's own brought",
    "can_speak": "says to coordinators whether one of their own may be spoken for",
    "join_in": "says of one of a person's own places that they have opened it",
    "has_signed_up": "says to coordinators whether somebody has come in",
    "keep_sign_in_link": "keeps a first sign-in link",
    "read_sign_in_link": "says to its holder what a link is for",
    "use_sign_in_link": "uses a link up",
    "count_try": "counts a try at a secret, or says how long it has to wait",
    "forget_tries": "takes back what was counted for a try that turned out well",
    "post_sign_in_mail": "posts a mail to sign in by to an address, and tells nobody whether",
    "keep_mail_token": "keeps what the link in a mail to oneself opens",
    "use_mail_token": "uses up what a mail brought",
    "readers_of": "names a programme's helpers to its own",
    "my_participations": "gives a person their own places, past ones too",
    "post_mail": "keeps a mail, and the job that sends it",
    "take_mail": "gives the postman a mail that waits",
    "settle_mail": "lets the postman say what came of it",
    "remember": "adds the places that one has left, for the copy of one's own data",
    "wrapped_key": "gives the key of a private text to whoever may read it",
    "own_key": "gives a person a key of their own, to seal by",
    "keep_keys": "keeps a new key of one's own, or for a declaration that a coordinator brings",
    "destroy_keys": "destroys the keys of whoever asks",
    "wrapping_keys_in_use": "names the wrapping keys without which texts do not open",
    "forget_keys": "takes the keys of a participant along when they go",
    "who_looked": "tells a person who looked at what is kept about them",
    "programme_events": "tells coordinators what was done with their programme",
    "restricted_entries": "tells a safeguarding lead who says why, and notes that they asked",
    "seal_entries": "seals what was noted, and answers nothing",
    "what_holds_me_up": "tells a person what must be done before they can be erased",
    "erase_next": "lets the housekeeper erase the next whose day has come",
    "forget_due": "lets the housekeeper remove what is past its time",
    "who_was_erased": "lists who was erased, to the housekeeper",
    "forgotten_mails": "says to the housekeeper which mails are kept no more",
    "close_demo": "lets the housekeeper take away every way into the demo",
}
FIXED_PATHS = {"pg_catalog, public, pg_temp", "pg_catalog, pg_temp"}

OURS = """
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('public', 'technical')
   and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""


@pytest.fixture
def ask(server, world):
    """Ask the catalogues, as somebody who may read all of them."""
    with psycopg.connect(server.superuser_url(QUIET_WORLD).replace("+psycopg", "")) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_every_table_is_locked_but_those_on_the_list(ask):
    found = ask("""
        select n.nspname || '.' || c.relname, c.relkind, c.relrowsecurity
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('public', 'technical') and c.relkind not in ('i', 'S', 'c')
    """)
    locked = {name for name, _, is_locked in found if is_locked}

    record("T8", "tables under the lock", len(locked))
    assert {kind for _, kind, _ in found} == {"r"}, "a view would need security_invoker"
    assert {name for name, *_ in found} - locked == TECHNICAL_TABLES
    assert locked == {f"public.{name}" for name in TABLES}
    assert {one for one in TECHNICAL if not one.startswith("jobs.")} == TECHNICAL_TABLES


def test_every_policy_is_opaque_to_the_planner_and_lets_no_null_through(ask):
    for table, name, using, check in ask(
        "select tablename, policyname, qual, with_check from pg_policies where schemaname='public'"
    ):
        for said in filter(None, (using, check)):
            assert said.startswith("COALESCE("), (table, name)
            assert said.endswith(", false)"), (table, name)


def test_every_policy_only_allows_and_none_is_for_all_commands(ask):
    found = ask("select permissive, cmd, roles::text[] from pg_policies where schemaname='public'")

    record("T8", "policies of the lock", len(found))
    assert {permissive for permissive, *_ in found} == {"PERMISSIVE"}
    assert "ALL" not in {command for _, command, _ in found}


def test_what_runs_as_the_owner_is_on_the_list(ask):
    found = {name for (name,) in ask(f"select p.proname {OURS} and p.prosecdef")}

    record("T8", "functions that run as the owner, each on a list", len(found))
    assert found == set(AS_THE_OWNER)


def test_every_function_has_a_fixed_path_one_owner_and_is_not_open_to_all(ask):
    found = ask(f"""
        select p.proname, pg_get_userbyid(p.proowner), p.proconfig,
               p.prosqlbody is not null and not p.prosecdef,
               has_function_privilege('public', p.oid, 'execute')
        {OURS}
    """)
    for name, owner, settings, is_settled, is_open in found:
        paths = {one.partition("=")[2] for one in settings or () if one.startswith("search_path")}
        assert paths <= FIXED_PATHS, name
        assert paths or is_settled, f"{name} means what the caller's search_path says"
        assert owner == "alongside_owner", name
        assert not is_open, name


def test_the_application_may_call_what_is_listed_and_nothing_else(ask):
    callable_ones = ask(f"""
        select p.oid::regprocedure::text {OURS}
           and has_function_privilege('alongside_app', p.oid, 'execute')
    """)
    full = {"timestamptz": "timestamp with time zone"}
    listed = set()
    for one in FUNCTIONS:
        name, _, arguments = one.partition("(")
        kinds = (kind.strip() for kind in arguments.rstrip(")").split(","))
        listed.add(f"{name}({','.join(full.get(kind, kind) for kind in kinds)})")
    assert {name for (name,) in callable_ones} == listed


def columns_of(table, granted):
    """Give the columns that one grant is for: all, or those it names."""
    kind, _, named = granted.partition(" (")
    return kind, set(named.rstrip(")").split(", ")) if named else set(table_of(table).c.keys())


def test_the_application_was_given_what_is_listed_and_nothing_else(ask):
    listed = {
        (table, column, kind.upper())
        for table, grants in GRANTED.items()
        for kind, columns in (columns_of(table, one) for one in grants)
        for column in columns
        if kind != "delete"
    }
    found = ask("""
        select table_name, column_name, privilege_type from information_schema.column_privileges
         where grantee in ('alongside_app', 'PUBLIC') and table_schema = 'public'
    """)
    record("T8", "rights on columns, all listed", len(listed))
    assert set(found) == listed


def test_the_application_may_remove_only_from_the_tables_listed(ask):
    found = ask("""
        select table_schema || '.' || table_name, privilege_type
          from information_schema.role_table_grants
         where grantee in ('alongside_app', 'PUBLIC')
           and table_schema in ('public', 'technical')
           and privilege_type not in ('SELECT', 'INSERT', 'UPDATE')
    """)
    removing = {f"public.{name}" for name, grants in GRANTED.items() if "delete" in grants}
    assert set(found) == {(name, "DELETE") for name in removing}


def test_the_application_is_nobody_in_particular(ask):
    ((*powers, inherits),) = ask("""
        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
               exists (select from pg_auth_members m where m.member = r.oid)
          from pg_roles r where rolname = 'alongside_app'
    """)
    owned = ask("""
        select relname from pg_class where pg_get_userbyid(relowner) = 'alongside_app'
         union all select proname from pg_proc where pg_get_userbyid(proowner) = 'alongside_app'
    """)
    assert powers == [False] * 5
    assert not inherits
    assert owned == []
    assert ask("select has_schema_privilege('alongside_app', 'public', 'create')") == [(False,)]
    assert ask("select has_schema_privilege('alongside_app', 'technical', 'create')") == [(False,)]


def test_everything_is_owned_by_the_owner_who_is_no_superuser(ask):
    owners = ask("""
        select distinct pg_get_userbyid(relowner) from pg_class c
          join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'technical')
    """)
    assert owners == [("alongside_owner",)]
    assert ask("select rolsuper, rolbypassrls from pg_roles where rolname = 'alongside_owner'") == [
        (False, False)
    ]


def test_the_queue_is_the_owners_and_the_application_makes_no_job_by_itself(ask):
    tables = ask("""
        select c.relname, pg_get_userbyid(c.relowner), p.kind
          from pg_class c, unnest(array['select', 'insert', 'update', 'delete', 'truncate',
                                        'references', 'trigger']) as p(kind)
         where c.relnamespace = 'jobs'::regnamespace and c.relkind in ('r', 'v', 'm', 'p', 'f')
           and (p.kind = 'select' or has_table_privilege('alongside_app', c.oid, p.kind))
    """)
    assert {name for name, *_ in tables} == {f"procrastinate_{one}" for one in QUEUE}
    assert {owner for _, owner, _ in tables} == {"alongside_owner"}
    assert {kind for *_, kind in tables} == {"select"}
    assert ask("select has_schema_privilege('alongside_app', 'jobs', 'create')") == [(False,)]


def test_the_queues_functions_have_a_fixed_path_and_those_we_call_are_listed(ask):
    found = ask("""
        select p.proname, p.prosecdef, p.proconfig,
               has_function_privilege('public', p.oid, 'execute'),
               has_function_privilege('alongside_app', p.oid, 'execute')
          from pg_proc p where p.pronamespace = 'jobs'::regnamespace
    """)
    record("T8", "functions of the queue, all with a fixed path", len(found))
    for name, as_the_owner, settings, is_open, _ in found:
        assert as_the_owner, name
        assert settings == ["search_path=pg_catalog, jobs, pg_temp"], name
        assert not is_open, name
    assert {name for name, *_, ours in found if ours} == set(OF_THE_QUEUE)
