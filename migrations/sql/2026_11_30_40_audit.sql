create table audit_entry (
  programme_id UUID,
  id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor_person_id UUID NOT NULL,
  actor_id UUID,
  action VARCHAR(64) NOT NULL,
  thing VARCHAR(64) NOT NULL,
  thing_id UUID NOT NULL,
  subject_id UUID,
  reason VARCHAR(64),
  request_id VARCHAR(64),
  kind VARCHAR(32) NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (id),
  CONSTRAINT audit_entry_kind CHECK (kind IN ('event', 'reading', 'account'))
);
create index audit_entry_chain ON audit_entry (coalesce(programme_id, '00000000-0000-0000-0000-000000000000'::uuid), at, id);
create index audit_entry_subject ON audit_entry (programme_id, subject_id, at desc, id desc) WHERE subject_id is not null;
create index audit_entry_events ON audit_entry (programme_id, at desc, id desc) WHERE kind = 'event';
create unique index audit_entry_once_an_hour ON audit_entry (actor_person_id, subject_id, action, date_trunc('hour', at at time zone 'UTC')) WHERE kind = 'reading';

create table restricted_entry (
  programme_id UUID,
  id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor_person_id UUID NOT NULL,
  actor_id UUID,
  action VARCHAR(64) NOT NULL,
  thing VARCHAR(64) NOT NULL,
  thing_id UUID NOT NULL,
  subject_id UUID,
  reason VARCHAR(64),
  request_id VARCHAR(64),
  CONSTRAINT restricted_entry_pkey PRIMARY KEY (id)
);
create index restricted_entry_chain ON restricted_entry (coalesce(programme_id, '00000000-0000-0000-0000-000000000000'::uuid), at, id);
create index restricted_entry_newest ON restricted_entry (programme_id, at desc, id desc);

create table audit_seal (
  chain UUID NOT NULL,
  number INTEGER NOT NULL,
  until TIMESTAMP WITH TIME ZONE NOT NULL,
  ids UUID[] NOT NULL,
  digests BYTEA[] NOT NULL,
  previous BYTEA NOT NULL,
  seal BYTEA NOT NULL,
  CONSTRAINT audit_seal_pkey PRIMARY KEY (chain, number)
);

-- What was noted stays as it is, for the owner of the tables as well.
create function refuse_alteration() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  raise insufficient_privilege using message = 'The audit trail is only ever added to.';
end $$;
create trigger only_added_to before update or delete or truncate on audit_entry
  for each statement execute function refuse_alteration();
create trigger only_added_to before update or delete or truncate on restricted_entry
  for each statement execute function refuse_alteration();
create trigger only_added_to before update or delete or truncate on audit_seal
  for each statement execute function refuse_alteration();

-- Nobody reads these tables but by the functions below. Everybody adds in their own name alone.
alter table audit_entry enable row level security;
create policy adds on audit_entry for insert with check (coalesce(
  actor_person_id = (select app_person())
  and (programme_id is null or programme_id = any ((select app_ids('member'))::uuid[])
       or (select app_operator())), false));
alter table restricted_entry enable row level security;
create policy adds on restricted_entry for insert with check (coalesce(
  actor_person_id = (select app_person())
  and programme_id = any ((select app_ids('member'))::uuid[]), false));
alter table audit_seal enable row level security;

-- Who looked at what is kept about me, or changed it: a person's own, which outlives every role.
create function who_looked(size integer, before timestamptz, before_id uuid)
  returns table (id uuid, at timestamptz, programme_id uuid, programme_name text, action text,
                 display_name text, role text)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select e.id, e.at, e.programme_id, g.name, e.action, a.display_name, a.role
    from participant mine
    join audit_entry e on e.programme_id = mine.programme_id and e.subject_id = mine.id
    join programme g on g.id = e.programme_id
    left join participant a on a.programme_id = e.programme_id and a.id = e.actor_id
   where mine.person_id = public.app_person() and e.actor_person_id <> public.app_person()
     and (before is null or (e.at, e.id) < (before, before_id))
   order by e.at desc, e.id desc limit size
$$;

-- What the team did with a programme, told to its coordinators. Readings are not among it.
create function programme_events(programme uuid, size integer, before timestamptz, before_id uuid)
  returns table (id uuid, at timestamptz, action text, thing text, thing_id uuid,
                 display_name text, subject_id uuid, subject_name text)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select e.id, e.at, e.action, e.thing, e.thing_id, a.display_name, e.subject_id, s.display_name
    from audit_entry e
    left join participant a on a.programme_id = e.programme_id and a.id = e.actor_id
    left join participant s on s.programme_id = e.programme_id and s.id = e.subject_id
   where e.programme_id = programme and e.kind = 'event'
     and programme = any (public.app_ids('coordinator'))
     and (before is null or (e.at, e.id) < (before, before_id))
   order by e.at desc, e.id desc limit size
$$;

-- Who ended, paused or declined what, told to a safeguarding lead who says why. That they asked is
-- noted in the same breath. Of a pairing of their own nobody is told anything here.
create function restricted_entries(programme uuid, why text, now_at timestamptz, about uuid,
                                   request text, before timestamptz)
  returns table (id uuid, at timestamptz, action text, thing text, thing_id uuid,
                 actor_id uuid, display_name text, reason text)
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare me uuid;
begin
  select p.id into me from participant p
   where p.programme_id = programme and p.person_id = app_person()
     and p.state = 'active' and p.safeguarding_lead and programme = any (app_ids('lead'))
   order by p.id limit 1;
  if me is null or why is null then return; end if;
  insert into restricted_entry (programme_id, id, at, actor_person_id, actor_id, action, thing,
                                thing_id, subject_id, reason, request_id)
  values (programme, gen_random_uuid(), now_at, app_person(), me, 'restricted_audit:read',
          'programme', coalesce(about, programme), null, why, request);
  return query
  select e.id, e.at, e.action::text, e.thing::text, e.thing_id, e.actor_id,
         a.display_name::text, e.reason::text
    from restricted_entry e
    left join participant a on a.programme_id = e.programme_id and a.id = e.actor_id
   where e.programme_id = programme and (about is null or e.thing_id = about)
     and (before is null or e.at < before)
     and not exists (
       select from pairing p left join session s
         on s.programme_id = p.programme_id and s.pairing_id = p.id and s.id = e.thing_id
        where p.programme_id = programme and (p.id = e.thing_id or s.id is not null)
          and (p.coach_id = any (app_ids('mine')) or p.leader_id = any (app_ids('mine'))))
   order by e.at desc, e.id desc limit 100;
end $$;

-- One way to write down some words, each with its length, so that no two lists are written alike.
create function canonical(parts text[]) returns text
  language sql immutable parallel safe
  return (select string_agg(coalesce(octet_length(p.said) || ':' || p.said, '-'), ',' order by p.place)
            from unnest(parts) with ordinality as p (said, place));

-- What many digests come to, two by two; one that is left over goes up as it is.
create function merkle_root(leaves bytea[]) returns bytea
  language plpgsql immutable
  set search_path = pg_catalog, public, pg_temp
as $$
declare above bytea[];
begin
  while cardinality(leaves) > 1 loop
    select array_agg(case when leaves[2 * i] is null then leaves[2 * i - 1]
                     else sha256('\x01'::bytea || leaves[2 * i - 1] || leaves[2 * i]) end order by i)
      into above from generate_series(1, (cardinality(leaves) + 1) / 2) as i;
    leaves := above;
  end loop;
  return leaves[1];
end $$;

-- Seal what has been noted up to a moment, programme by programme, each seal upon the one before.
create function seal_entries(up_to timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  none constant uuid := '00000000-0000-0000-0000-000000000000';
  here uuid; last audit_seal; found_ids uuid[]; found_digests bytea[]; words text;
begin
  perform pg_advisory_xact_lock(hashtext('audit_seal'));
  for here in select none union all (select g.id from programme g order by g.id) loop
    select null into last;
    select * into last from audit_seal s where s.chain = here order by s.number desc limit 1;
    select array_agg(due.id order by due.at, due.id), array_agg(due.digest order by due.at, due.id)
      into found_ids, found_digests
      from (select e.id, e.at, sha256('\x00'::bytea || convert_to(canonical(array[
                     'audit_entry', e.programme_id::text, e.id::text,
                     (extract(epoch from e.at) * 1000000)::bigint::text, e.actor_person_id::text,
                     e.actor_id::text, e.action, e.thing, e.thing_id::text, e.subject_id::text,
                     e.reason, e.request_id, e.kind]), 'UTF8')) as digest
              from audit_entry e
             where coalesce(e.programme_id, '00000000-0000-0000-0000-000000000000'::uuid) = here
               and e.at <= up_to and e.at > coalesce(last.until, '-infinity')
            union all
            select e.id, e.at, sha256('\x00'::bytea || convert_to(canonical(array[
                     'restricted_entry', e.programme_id::text, e.id::text,
                     (extract(epoch from e.at) * 1000000)::bigint::text, e.actor_person_id::text,
                     e.actor_id::text, e.action, e.thing, e.thing_id::text, e.subject_id::text,
                     e.reason, e.request_id]), 'UTF8')) as digest
              from restricted_entry e
             where coalesce(e.programme_id, '00000000-0000-0000-0000-000000000000'::uuid) = here
               and e.at <= up_to and e.at > coalesce(last.until, '-infinity')) as due;
    continue when found_ids is null;
    words := canonical(array[here::text, (coalesce(last.number, 0) + 1)::text,
                             (extract(epoch from up_to) * 1000000)::bigint::text,
                             cardinality(found_ids)::text]);
    insert into audit_seal (chain, number, until, ids, digests, previous, seal)
    values (here, coalesce(last.number, 0) + 1, up_to, found_ids, found_digests,
            coalesce(last.seal, ''::bytea),
            sha256('\x02'::bytea || coalesce(last.seal, ''::bytea) || convert_to(words, 'UTF8')
                   || merkle_root(found_digests)));
  end loop;
end $$;
