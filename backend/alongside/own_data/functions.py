"""The functions of the database that erase and forget, written out of the data map.

They are made anew after every migration, as the grants are, so that a new column is dealt with
from the day on which models/columns.py and ties.py tell of it.
"""

from collections.abc import Iterator

from sqlalchemy import ClauseElement, Connection, Table, delete, func, not_, select, update
from sqlalchemy.dialects import postgresql

from alongside.models import Base
from alongside.models.columns import Keep
from alongside.own_data.data_map import Fate, fate_of, read_map
from alongside.own_data.emptying import empty
from alongside.own_data.retention import Step, before, over_programmes, steps
from alongside.own_data.ties import TIES

FIXED = "set search_path = pg_catalog, public, pg_temp"
COUNTS = "returns table (of_class text, of_table text, many bigint)"

# What comes first: they leave, as somebody leaves whom the team takes out, and take their keys.
LEAVING = """
  delete from vault.person_key k using participant a
   where a.programme_id = k.programme_id and a.id = k.participant_id and a.person_id = who;
  update pairing set state = 'ended' where state in ('proposed', 'active', 'paused')
     and (coach_id in (select a.id from participant a where a.person_id = who)
          or leader_id in (select a.id from participant a where a.person_id = who));
  update session_person t set blocking = false from session s
   where s.programme_id = t.programme_id and s.id = t.session_id
     and s.state = 'booked' and s.starts_at > moment
     and (s.coach_id in (select a.id from participant a where a.person_id = who)
          or s.leader_id in (select a.id from participant a where a.person_id = who));
  update session set state = 'cancelled' where state = 'booked' and starts_at > moment
     and (coach_id in (select a.id from participant a where a.person_id = who)
          or leader_id in (select a.id from participant a where a.person_id = who));
  update participant set state = 'ended' where person_id = who and state <> 'ended';
"""
LISTED = """
  insert into erased (person_id, erased_at) values (who, moment) on conflict do nothing;
  if found then
    insert into audit_entry (programme_id, id, at, actor_person_id, action, thing, thing_id, kind)
    values (null, gen_random_uuid(), moment, who, 'account:erase', 'person', who, 'account');
  end if;
"""


def _sql(statement: ClauseElement) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _erasing(table: Table) -> ClauseElement | None:
    """Say what becomes of somebody's rows in one table; nothing, if they stay as they are."""
    tie = TIES.get(table.name)
    if tie is None:
        return None
    if tie.goes:
        stays = [not_(tie.unless(table.c))] if tie.unless else []
        return delete(table).where(tie.whose(table.c), *stays)
    lines = (line for line in read_map() if line.table is table)
    emptied = {x.column.name: empty(x.column) for x in lines if fate_of(x) is Fate.EMPTIED}
    return update(table).where(tie.whose(table.c)).values(emptied) if emptied else None


def _erase_person() -> str:
    by_table = map(_erasing, reversed(Base.metadata.sorted_tables))
    body = "".join(f"  {_sql(one)};\n" for one in by_table if one is not None)
    return (
        "create or replace function erase_person(who uuid, moment timestamptz) returns void "
        f"language plpgsql volatile {FIXED} as $$\nbegin{LEAVING}{body}{LISTED}end $$"
    )


def _counted(step: Step) -> str:
    count = select(func.count()).select_from(step.table).where(step.due)
    return f"select '{step.keep.name.lower()}', '{step.table.name}', ({_sql(count)})"


def _past_due(plan: list[Step]) -> str:
    accounts = func.past_accounts(before(Keep.ACCOUNT))
    parts = [
        *map(_counted, plan),
        f"select 'account', 'person', (select count(*) from {_sql(accounts)})",
        "select 'asked', 'erasure', (select count(*) from wishes_due(moment))",
    ]
    body = "\nunion all\n".join(parts)
    return (
        f"create or replace function past_due(moment timestamptz) {COUNTS} "
        f"language sql stable {FIXED} as $$\n{body}\n$$"
    )


def _done(step: Step) -> str:
    named = f"of_class := '{step.keep.name.lower()}'; of_table := '{step.table.name}';"
    return f"  {_sql(step.does())};\n  get diagnostics many = row_count;\n  {named} return next;\n"


def _forget_due(plan: list[Step]) -> str:
    """Forget, and end what is still open of programmes that are over: places, and keys."""
    over = f"({_sql(over_programmes())})"
    return (
        f"create or replace function forget_due(moment timestamptz) {COUNTS} "
        f"language plpgsql volatile security definer {FIXED} as $$\nbegin\n"
        "  if app_servant() is distinct from 'housekeeper' then return; end if;\n"
        "  perform pg_advisory_xact_lock(hashtext('housekeeper'));\n"
        f"{''.join(map(_done, plan))}"
        f"  delete from vault.person_key where programme_id in {over};\n"
        "  update participant set state = 'ended'\n"
        f"   where state <> 'ended' and programme_id in {over};\n"
        "end $$"
    )


def write_functions() -> Iterator[str]:
    """Give each function as a statement."""
    plan = steps()
    yield from (_erase_person(), _past_due(plan), _forget_due(plan))


def make_functions(owner: Connection) -> None:
    """Make them, or make them anew."""
    for statement in write_functions():
        owner.exec_driver_sql(statement)
