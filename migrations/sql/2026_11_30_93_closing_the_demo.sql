-- Take away every way into the demo, and end what was begun by them; the housekeeper does so where
-- there is no demo. Those who try it add people as well, and come in as them: it is about whoever is
-- of the demo, and whoever takes part in nothing else. A programme is of the demo if somebody of it
-- runs it, or made it. Says whether there is a demo here at all.
create function close_demo(at timestamptz) returns boolean
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
