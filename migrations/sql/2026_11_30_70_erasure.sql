-- Being erased, and what goes by itself after its time. What erasing and forgetting do to each table
-- is written out of the data map after every migration (own_data/functions.py); here is the rest.

create table erasure (
  person_id UUID NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT erasure_pkey PRIMARY KEY (person_id),
  CONSTRAINT erasure_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
create index erasure_due_at ON erasure (due_at);

create table erased (
  person_id UUID NOT NULL,
  erased_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT erased_pkey PRIMARY KEY (person_id)
);

-- A wish is one's own. The list of the erased is reached through the functions below alone.
alter table erasure enable row level security;
create policy reads on erasure for select using (coalesce(person_id = (select app_person()), false));
create policy adds on erasure for insert with check (coalesce(person_id = (select app_person()), false));
create policy removes on erasure for delete using (coalesce(person_id = (select app_person()), false));
alter table erased enable row level security;

-- Six years after it was noted something may go from the trail, and no day sooner.
create function refuse_early_removal() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  if exists (select from gone where gone.at > now() - interval '2192 days') then
    raise insufficient_privilege using message = 'The audit trail is only ever added to.';
  end if;
  return null;
end $$;
drop trigger only_added_to on audit_entry;
create trigger only_added_to before update or truncate on audit_entry
  for each statement execute function refuse_alteration();
create trigger only_removed_when_old after delete on audit_entry referencing old table as gone
  for each statement execute function refuse_early_removal();
drop trigger only_added_to on restricted_entry;
create trigger only_added_to before update or truncate on restricted_entry
  for each statement execute function refuse_alteration();
create trigger only_removed_when_old after delete on restricted_entry referencing old table as gone
  for each statement execute function refuse_early_removal();

-- A made-up name that nobody has had. Long enough to meet no other by chance.
create function new_pseudonym() returns text
  language sql volatile
  return upper(substr(md5(gen_random_uuid()::text), 1, 12));

-- The programmes that ended before a moment, and were neither made nor changed since: nobody can say
-- today that a programme ended long ago, and have its words gone before anybody looks.
create function over_programmes(before timestamptz) returns setof uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp
as $$
  select g.id from programme g
   where g.ends_on < before::date
     and not exists (select from audit_entry e where e.programme_id = g.id and e.kind = 'event'
                        and e.action in ('programme:make', 'programme:change') and e.at >= before)
$$;

-- What must be done before somebody can go: somebody else has to run what they alone run. Whether
-- that one wishes to go as well is theirs to know: it is asked again when the day of either comes.
create function held_up(who uuid, moment timestamptz) returns text
  language sql stable
  set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when exists (select from person p where p.id = who and p.operator)
     and not exists (select from person p where p.operator and p.id <> who and not p.demo) then 'last_operator'
    when exists (
      select from participant a join programme g on g.id = a.programme_id
       where a.person_id = who and a.role = 'coordinator' and a.state = 'active'
         and (g.ends_on is null or g.ends_on >= moment::date)
         and not exists (select from participant o
                          where o.programme_id = a.programme_id and o.role = 'coordinator'
                            and o.state = 'active' and o.person_id <> who))
      then 'last_coordinator' end
$$;

-- The same, told to the person it is about.
create function what_holds_me_up(moment timestamptz) returns text
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$ select public.held_up(public.app_person(), moment) $$;

-- Whose wish is due, and who can go.
create function wishes_due(moment timestamptz) returns setof uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp
as $$
  select e.person_id from erasure e where e.due_at <= moment and held_up(e.person_id, moment) is null
$$;

-- Whose last programme ended before a moment and was not changed since, or who never took part and
-- came before it.
create function past_accounts(before timestamptz) returns setof uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp
as $$
  select p.id from person p
   where not p.operator and p.created_at < before
     and not exists (select from erased x where x.person_id = p.id)
     and not exists (select from participant a join programme g on g.id = a.programme_id
                      where a.person_id = p.id and (g.ends_on is null or g.ends_on >= before::date))
     and not exists (select from participant a join audit_entry e on e.programme_id = a.programme_id
                      where a.person_id = p.id and e.kind = 'event'
                        and e.action in ('programme:make', 'programme:change') and e.at >= before)
$$;

-- Erase the next of those whose time has come, whole or not at all, and say who that was.
create function erase_next(moment timestamptz, accounts_before timestamptz) returns uuid
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare next_one uuid;
begin
  if app_servant() is distinct from 'housekeeper' then return null; end if;
  perform pg_advisory_xact_lock(hashtext('housekeeper'));
  select w into next_one from wishes_due(moment) w limit 1;
  if next_one is null then
    select a into next_one from past_accounts(accounts_before) a limit 1;
  end if;
  if next_one is not null then
    perform from person where id = next_one for update;
    perform erase_person(next_one, moment);
  end if;
  return next_one;
end $$;

-- Who was erased, told to the housekeeper, who keeps the list beside the copies.
create function who_was_erased() returns table (person_id uuid, erased_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select e.person_id, e.erased_at from erased e
   where app_servant() = 'housekeeper' order by e.erased_at, e.person_id
$$;
