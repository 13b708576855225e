-- The second lock. Who is asking is told once a transaction by enter(), and kept in settings that
-- end with it. Nothing told: no rows. Each policy is opaque to the planner (coalesce), so that the
-- first lock, the condition in the statement, decides which index is walked.

-- What these three mean is settled here, when they are made, whatever search_path they meet later;
-- so they need no setting of their own, and are read as part of the statement that asks.
create function app_ids(what text) returns uuid[]
  language sql stable parallel safe
  return coalesce(nullif(current_setting('app.' || what, true), ''), '{}')::uuid[];

create function app_person() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.person', true), '')::uuid;

create function app_operator() returns boolean
  language sql stable parallel safe
  return current_setting('app.operator', true) = 'true';

-- Say who is asking. Answers their seats, or nothing if that sign-in has ended.
create function enter(who uuid, through uuid, at timestamptz) returns text
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  is_operator boolean; is_demo boolean;
  mine uuid[]; member uuid[]; coordinator uuid[]; learning_partner uuid[]; lead uuid[]; partners uuid[];
  seats text;
begin
  select p.operator, p.demo into is_operator, is_demo from person p
   where p.id = who and (through is null or exists (
     select 1 from sign_in s
      where s.id = through and s.person_id = who and s.ended_at is null and s.expires_at > at));
  if is_operator is null then perform leave(); return null; end if;
  select array_agg(id), array_agg(distinct programme_id),
         array_agg(programme_id) filter (where role = 'coordinator'),
         array_agg(programme_id) filter (where role = 'learning_partner'),
         array_agg(distinct programme_id) filter (where safeguarding_lead),
         string_agg(programme_id || ' ' || id || ' ' || role || ' ' || safeguarding_lead, ',')
    into mine, member, coordinator, learning_partner, lead, seats
    from participant where person_id = who and state = 'active';
  select array_agg(other) into partners from (
    select leader_id as other from pairing where programme_id = any (member) and coach_id = any (mine)
    union
    select coach_id from pairing where programme_id = any (member) and leader_id = any (mine) and leader_asked
  ) as met;
  perform set_config('app.person', who::text, true),
          set_config('app.operator', is_operator::text, true),
          set_config('app.mine', coalesce(mine, '{}')::text, true),
          set_config('app.member', coalesce(member, '{}')::text, true),
          set_config('app.partners', coalesce(partners, '{}')::text, true),
          set_config('app.coordinator', coalesce(coordinator, '{}')::text, true),
          set_config('app.learning_partner', coalesce(learning_partner, '{}')::text, true),
          set_config('app.lead', coalesce(lead, '{}')::text, true);
  return is_operator::text || '|' || is_demo::text || '|' || coalesce(seats, '');
end $$;

-- Forget who was asking.
create function leave() returns void
  language sql volatile
  set search_path = pg_catalog, pg_temp
as $$
  select set_config('app.' || what, '', true)
    from unnest(array['person', 'operator', 'mine', 'member', 'partners', 'coordinator',
                      'learning_partner', 'lead']) as what
$$;

-- Signing in: what is needed to check a password, before anybody is known to be asking.
create function find_account(address text)
  returns table (person_id uuid, password_hash text, demo boolean)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$ select id, password_hash, demo from person where lower(email) = lower(address) $$;

create function find_sign_in(family uuid)
  returns table (person_id uuid, demo boolean)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select s.person_id, p.demo from sign_in s join person p on p.id = s.person_id where s.id = family
$$;

-- The same for many, in their order.
create function persons_of(new_ids uuid[], addresses text[], called text[], at timestamptz)
  returns uuid[]
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare found uuid[];
begin
  loop
    insert into person (id, email, display_name, operator, demo, created_at)
    select n.id, n.address, n.name, false, false, at
      from unnest(new_ids, addresses, called) as n (id, address, name)
     order by lower(n.address), n.id
    on conflict do nothing;
    perform p.id from person p
      where lower(p.email) in (select lower(a.address) from unnest(addresses) as a (address))
      order by p.id for key share;
    select array_agg(coalesce(p.id, case when n.address is null then n.id end) order by n.place)
      into found
      from unnest(new_ids, addresses) with ordinality as n (id, address, place)
      left join person p on lower(p.email) = lower(n.address);
    if array_position(found, null) is null then return found; end if;
  end loop;
end $$;

-- The person of an address, made if there is none. Answers an id and nothing else. Whoever was
-- found is held, so that nobody forgets them before they take part.
create function person_of(new_id uuid, address text, called text, at timestamptz) returns uuid
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$ select (public.persons_of(array[new_id], array[address], array[called], at))[1] $$;

-- Forget those of these people whom nothing here knows any more: they take part in nothing, and
-- never signed in.
create function forget_strangers(who uuid[]) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform p.id from person p where p.id = any (who) order by p.id for update;
  delete from person p
   where p.id = any (who) and p.password_hash is null and not p.operator and not p.demo
     and not exists (select from participant a where a.person_id = p.id)
     and not exists (select from sign_in s where s.person_id = p.id);
end $$;

-- Who of one's own programme signs in by one of these addresses (in small letters), though the
-- programme may reach them by another.
create function who_signs_in_by(programme uuid, addresses text[])
  returns table (participant_id uuid, address text)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select a.id, lower(p.email) from participant a join person p on p.id = a.person_id
   where a.programme_id = programme and programme = any (public.app_ids('coordinator'))
     -- "is true" has the addresses looked up in a hash, whatever the planner thinks of how many
     and (lower(p.email) in (select unnest(addresses))) is true
$$;

-- Take back the declarations that an import brought, when it is undone. Nobody else may remove any.
create function take_back_imported(undone uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  delete from declaration d using imported_row r
   where r.import_id = undone and r.programme_id = any (public.app_ids('coordinator'))
     and d.programme_id = r.programme_id and d.id = r.declaration_id
$$;

-- Has this participant's person a password of their own?
create function has_signed_up(participant uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_or(p.password_hash is not null), false)
    from participant a join person p on p.id = a.person_id
   where a.id = participant
     and (a.programme_id = any (public.app_ids('coordinator'))
          or (public.app_operator() and a.role = 'coordinator'))
$$;

-- Keep a first sign-in link for somebody of one's own programme; a new one voids the old.
create function keep_sign_in_link(participant uuid, new_digest bytea, until timestamptz, at timestamptz)
  returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare who uuid; here uuid;
begin
  select a.person_id, a.programme_id into who, here from participant a
   where a.id = participant and a.state = 'active'
     and (a.programme_id = any (public.app_ids('coordinator'))
          or (public.app_operator() and a.role = 'coordinator'))
     for key share;
  if who is null
     or exists (select 1 from person where id = who and (password_hash is not null or operator))
     or exists (select 1 from participant where person_id = who and programme_id <> here)
     or (not here = any (public.app_ids('coordinator'))
         and exists (select 1 from participant o where o.person_id = who
                      and o.id <> keep_sign_in_link.participant)) then
    return false;
  end if;
  insert into sign_in_link (person_id, participant_id, digest, expires_at, created_at)
  values (who, participant, new_digest, until, at)
  on conflict (person_id) do update
    set participant_id = excluded.participant_id, digest = excluded.digest,
        expires_at = excluded.expires_at, created_at = excluded.created_at;
  return true;
end $$;

-- What a first sign-in link is for, told to whoever holds it.
create function read_sign_in_link(held bytea, at timestamptz)
  returns table (display_name text, email text, programme text, role text, label text,
                 organisers text, demo boolean)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(a.display_name, p.display_name), p.email, g.name, a.role, g.labels ->> a.role,
         (select string_agg(c.display_name, ', ' order by c.created_at) from participant c
           where c.programme_id = a.programme_id and c.role = 'coordinator' and c.state = 'active'),
         p.demo
    from sign_in_link l join person p on p.id = l.person_id
    left join participant a on a.id = l.participant_id
    left join programme g on g.id = a.programme_id
   where l.digest = held and l.expires_at > at
     and (l.participant_id is null or (
          exists (select 1 from participant g where g.id = l.participant_id
                   and g.person_id = l.person_id and g.state = 'active')
          and not exists (select 1 from person q where q.id = l.person_id
                           and (q.password_hash is not null or q.operator))
          and not exists (select 1 from participant o where o.person_id = l.person_id
                           and o.id <> l.participant_id and o.created_at > l.created_at)))
$$;

-- Use a first sign-in link: it is gone, and its person is known. It is of no use any more if since
-- it was made the person has got a password, has left, was corrected, or takes part in more.
create function use_sign_in_link(held bytea, at timestamptz) returns uuid
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare who uuid; through uuid;
begin
  perform from person where id = (select person_id from sign_in_link where digest = held) for update;
  delete from sign_in_link l where l.digest = held and l.expires_at > at
     and (l.participant_id is null or (
          exists (select 1 from participant g where g.id = l.participant_id
                   and g.person_id = l.person_id and g.state = 'active')
          and not exists (select 1 from person q where q.id = l.person_id
                           and (q.password_hash is not null or q.operator))
          and not exists (select 1 from participant o where o.person_id = l.person_id
                           and o.id <> l.participant_id and o.created_at > l.created_at)))
  returning l.person_id, l.participant_id into who, through;
  update participant set joined_at = at
   where id = through and person_id = who and joined_at is null;
  return who;
end $$;

-- Who reads what goes to the team or to the learning partners, by name, told to the programme's own.
create function readers_of(programme uuid)
  returns table (role text, display_name text, safeguarding_lead boolean, participant_id uuid)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select a.role, a.display_name, a.safeguarding_lead, a.id from participant a
   where a.programme_id = programme and programme = any (public.app_ids('member'))
     and a.state = 'active' and (a.role in ('coordinator', 'learning_partner') or a.safeguarding_lead)
   order by a.created_at, a.id
$$;

-- Where I take part, or took part: a person's own account, which outlives every role.
create function my_participations()
  returns table (id uuid, programme_id uuid, programme_name text, role text, role_label text,
                 state text, display_name text)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select a.id, a.programme_id, g.name, a.role, g.labels ->> a.role, a.state, a.display_name
    from participant a join programme g on g.id = a.programme_id
   where a.person_id = public.app_person()
   order by a.created_at, a.id
$$;

alter table organisation enable row level security;
create policy reads on organisation for select using (coalesce(
  (select app_person()) is not null and ((select app_operator()) or cardinality((select app_ids('member'))) > 0), false));
create policy adds on organisation for insert with check (coalesce(
  (select app_operator()) or cardinality((select app_ids('coordinator'))) > 0, false));
create policy changes on organisation for update using (coalesce((select app_operator()), false));

alter table person enable row level security;
create policy reads on person for select using (coalesce(id = (select app_person()), false));
create policy changes on person for update using (coalesce(id = (select app_person()), false));

alter table sign_in enable row level security;
create policy reads on sign_in for select using (coalesce(person_id = (select app_person()), false));
create policy adds on sign_in for insert with check (coalesce(person_id = (select app_person()), false));
create policy changes on sign_in for update using (coalesce(person_id = (select app_person()), false));

alter table sign_in_link enable row level security;

alter table programme enable row level security;
create policy reads on programme for select using (coalesce(
  id = any ((select app_ids('member'))::uuid[]) or (select app_operator()), false));
create policy adds on programme for insert with check (coalesce((select app_operator()), false));
create policy changes on programme for update using (coalesce(
  id = any ((select app_ids('member'))::uuid[]) or (select app_operator()), false))
  with check (coalesce(id = any ((select app_ids('coordinator'))::uuid[]) or (select app_operator()), false));

alter table participant enable row level security;
create policy reads on participant for select using (coalesce(
  id = any ((select app_ids('mine'))::uuid[]) or id = any ((select app_ids('partners'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[])
  or ((select app_operator()) and role = 'coordinator'), false));
create policy adds on participant for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[])
  or ((select app_operator()) and role = 'coordinator'), false));
create policy changes on participant for update using (coalesce(
  id = any ((select app_ids('mine'))::uuid[]) or id = any ((select app_ids('partners'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[])
  or ((select app_operator()) and role = 'coordinator'), false))
  with check (coalesce(
  id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy removes on participant for delete using (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));

alter table declaration enable row level security;
create policy reads on declaration for select using (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('lead'))::uuid[]), false));
create policy adds on declaration for insert with check (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy removes on declaration for delete using (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[]), false));

alter table pairing enable row level security;
create policy reads on pairing for select using (coalesce(
  coach_id = any ((select app_ids('mine'))::uuid[])
  or (leader_asked and leader_id = any ((select app_ids('mine'))::uuid[]))
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy adds on pairing for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy changes on pairing for update using (coalesce(
  coach_id = any ((select app_ids('mine'))::uuid[])
  or (leader_asked and leader_id = any ((select app_ids('mine'))::uuid[]))
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));

alter table session enable row level security;
create policy reads on session for select using (coalesce(
  coach_id = any ((select app_ids('mine'))::uuid[]) or leader_id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy adds on session for insert with check (coalesce(
  coach_id = any ((select app_ids('mine'))::uuid[]) or leader_id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy changes on session for update using (coalesce(
  coach_id = any ((select app_ids('mine'))::uuid[]) or leader_id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));

alter table session_person enable row level security;
create policy reads on session_person for select using (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[]) or participant_id = any ((select app_ids('partners'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy adds on session_person for insert with check (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[]) or participant_id = any ((select app_ids('partners'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy changes on session_person for update using (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[]) or participant_id = any ((select app_ids('partners'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));

alter table note enable row level security;
create policy reads on note for select using (coalesce(
  (audience = 'private' and author_id = any ((select app_ids('mine'))::uuid[]))
  or (audience = 'pairing' and (coach_id = any ((select app_ids('mine'))::uuid[])
                                or leader_id = any ((select app_ids('mine'))::uuid[]))), false));
create policy adds on note for insert with check (coalesce(
  (coach_id = any ((select app_ids('mine'))::uuid[]) or leader_id = any ((select app_ids('mine'))::uuid[]))
  and (audience = 'pairing' or author_id = any ((select app_ids('mine'))::uuid[])), false));
create policy changes on note for update using (coalesce(
  (audience = 'private' and author_id = any ((select app_ids('mine'))::uuid[]))
  or (audience = 'pairing' and (coach_id = any ((select app_ids('mine'))::uuid[])
                                or leader_id = any ((select app_ids('mine'))::uuid[]))), false));

alter table feedback enable row level security;
create policy reads on feedback for select using (coalesce(
  author_id = any ((select app_ids('mine'))::uuid[])
  or (audience = 'pairing' and (coach_id = any ((select app_ids('mine'))::uuid[])
                                or leader_id = any ((select app_ids('mine'))::uuid[])))
  or (audience = 'team' and programme_id = any ((select app_ids('coordinator'))::uuid[]))
  or (audience = 'learning_partners' and programme_id = any ((select app_ids('learning_partner'))::uuid[])), false));
create policy adds on feedback for insert with check (coalesce(
  author_id = any ((select app_ids('mine'))::uuid[]), false));
create policy removes on feedback for delete using (coalesce(
  author_id = any ((select app_ids('mine'))::uuid[]), false));

alter table roster_import enable row level security;
create policy reads on roster_import for select using (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy adds on roster_import for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy changes on roster_import for update using (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));

alter table imported_row enable row level security;
create policy reads on imported_row for select using (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy adds on imported_row for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy removes on imported_row for delete using (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[]), false));

alter table kept_answer enable row level security;
create policy reads on kept_answer for select using (coalesce(person_id = (select app_person()), false));
create policy adds on kept_answer for insert with check (coalesce(person_id = (select app_person()), false));
create policy changes on kept_answer for update using (coalesce(person_id = (select app_person()), false));
create policy removes on kept_answer for delete using (coalesce(person_id = (select app_person()), false));
