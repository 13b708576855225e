drop policy adds on said_for;
create policy adds on said_for for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[])
  and by_id = any ((select app_ids('mine'))::uuid[])
  and not participant_id = any ((select app_ids('mine'))::uuid[]), false));

create or replace function can_speak(participant uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_or(
           p.operator or num_nonnulls(p.email, p.password_hash, p.claimed_at) > 0
           or exists (select from passkey k where k.person_id = p.id)), true)
    from participant a join person p on p.id = a.person_id
   where a.id = participant
$$;
