-- Is a programme of the demo: did somebody of it make it, or, where nobody has noted who made it, was
-- somebody of it the first to be in it? Who is added later changes nothing.
create function of_the_demo(programme uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(
    (select coalesce(q.demo, false) from audit_entry e left join person q on q.id = e.actor_person_id
      where e.programme_id = programme and e.kind = 'event' and e.action = 'programme:make'
      order by e.at, e.id limit 1),
    (select q.demo from participant a join person q on q.id = a.person_id
      where a.programme_id = programme order by a.created_at, a.id limit 1),
    false)
$$;

-- Give a mail that waits to whoever carries it, held until it is settled: whom it is for, and
-- whether all that they are part of is the demo.
create or replace function take_mail(wanted uuid)
  returns table (kind text, about_id uuid, attempts integer, created_at timestamptz,
                 address text, called text, in_demo boolean)
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app_servant() is distinct from 'postman' then return; end if;
  return query
    select m.kind::text, m.about_id, m.attempts, m.created_at, p.email::text, p.display_name::text,
           p.demo or (not p.operator
             and exists (select from participant a where a.person_id = p.id)
             and not exists (select from participant a
                              where a.person_id = p.id and not of_the_demo(a.programme_id)))
      from mail m join person p on p.id = m.person_id
     where m.id = wanted and m.sent_at is null and m.dropped_at is null
       for update of m;
end $$;

-- Take away every way into the demo, and end what was begun by them. Those who try it add people as
-- well, and come in as them: it is about whoever is of the demo, and whoever takes part in it alone.
create or replace function close_demo(at timestamptz) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare people uuid[];
begin
  if app_servant() is distinct from 'housekeeper' then return null; end if;
  if not exists (select from person where demo) then return false; end if;
  with others as materialized (select g.id from programme g where not of_the_demo(g.id))
  select array_agg(p.id) into people from person p
   where p.demo or (not p.operator
     and exists (select from participant a where a.person_id = p.id)
     and not exists (select from participant a join others o on o.id = a.programme_id
                      where a.person_id = p.id));
  update person set password_hash = null, claimed_at = null, devices_from = at, tickets_from = at
   where id = any (people);
  delete from second_factor where person_id = any (people);
  delete from recovery_code where person_id = any (people);
  delete from passkey where person_id = any (people);
  delete from sign_in_link where person_id = any (people);
  delete from mail_token where person_id = any (people);
  delete from sign_in where person_id = any (people);
  return true;
end $$;

-- Say who is asking. The demo's operator is one only where the installation has none of its own.
create or replace function enter(who uuid, through uuid, at timestamptz) returns text
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  is_operator boolean; is_demo boolean;
  mine uuid[]; member uuid[]; coordinator uuid[]; learning_partner uuid[]; lead uuid[]; partners uuid[];
  seats text;
begin
  select p.operator and not (p.demo and exists (select from person o where o.operator and not o.demo)),
         p.demo into is_operator, is_demo from person p
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
