create or replace function enter(who uuid, through uuid, at timestamptz) returns text
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
             and not exists (select from participant a where a.person_id = p.id
                   and not exists (select from participant c join person q on q.id = c.person_id
                                    where c.programme_id = a.programme_id
                                      and c.role = 'coordinator' and q.demo)))
      from mail m join person p on p.id = m.person_id
     where m.id = wanted and m.sent_at is null and m.dropped_at is null
       for update of m;
end $$;

create or replace function close_demo(at timestamptz) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare people uuid[];
begin
  if app_servant() is distinct from 'housekeeper' then return null; end if;
  if not exists (select from person where demo) then return false; end if;
  with ours as (
    select c.programme_id from participant c join person q on q.id = c.person_id
     where q.demo and c.role = 'coordinator'
    union
    select e.thing_id from audit_entry e join person q on q.id = e.actor_person_id
     where q.demo and e.action = 'programme:make')
  select array_agg(p.id) into people from person p
   where p.demo or (not p.operator and not exists (
     select from participant a
      where a.person_id = p.id and a.programme_id not in (select programme_id from ours)));
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

drop function of_the_demo(uuid);
