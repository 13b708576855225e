-- Can the person of this participant say so themselves? By an address, by having come in before, or
-- as an operator; and whoever asks can, of course. Coordinators are told it of those who take part in
-- their own programmes. Of anybody else, and of an id that nobody has, it says that they can.
create or replace function can_speak(participant uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_or(
           p.operator or p.id = public.app_person()
           or num_nonnulls(p.email, p.password_hash, p.claimed_at) > 0
           or exists (select from passkey k where k.person_id = p.id)), true)
    from participant a join person p on p.id = a.person_id
   where a.id = participant and a.programme_id = any (public.app_ids('coordinator'))
$$;

-- A coordinator adds in their own name alone, for somebody who cannot say it themselves.
drop policy adds on said_for;
create policy adds on said_for for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[])
  and by_id = any ((select app_ids('mine'))::uuid[])
  and not can_speak(participant_id), false));
