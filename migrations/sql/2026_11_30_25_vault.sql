-- The only ways to the keys. Each gives what its caller may need and no more: a person the keys of
-- their own places, past ones too; a safeguarding lead those of declarations, and never of notes.

-- How the key of a text that one may read is kept; nothing if it was destroyed.
create function wrapped_key(wanted uuid) returns bytea
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select k.wrapped from vault.person_key k
   where k.id = wanted
     and (exists (select from participant a where a.programme_id = k.programme_id
                     and a.id = k.participant_id and a.person_id = public.app_person())
          or (k.purpose = 'declaration' and k.programme_id = any (public.app_ids('lead'))))
$$;

-- The key by which one seals what one writes oneself.
create function own_key(holder uuid, wanted text) returns table (id uuid, wrapped bytea)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select k.id, k.wrapped from vault.person_key k
    join participant a on a.programme_id = k.programme_id and a.id = k.participant_id
   where k.participant_id = holder and k.purpose = wanted and a.person_id = public.app_person()
   order by k.created_at, k.id limit 1
$$;

-- Keep new keys: one's own, and those for declarations that a coordinator brings with a list, who
-- can add them and cannot fetch them.
create function keep_keys(made jsonb) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into vault.person_key (id, programme_id, participant_id, purpose, wrapped, created_at)
  select m.id, m.programme_id, m.participant_id, m.purpose, m.wrapped, m.created_at
    from jsonb_to_recordset(made) as m (id uuid, programme_id uuid, participant_id uuid,
                                        purpose text, wrapped bytea, created_at timestamptz)
    join participant a on a.programme_id = m.programme_id and a.id = m.participant_id
   where a.person_id = public.app_person()
      or (m.purpose = 'declaration' and m.programme_id = any (public.app_ids('coordinator')));
  if (select count(*) from vault.person_key k
       where k.id in (select (m ->> 'id')::uuid from jsonb_array_elements(made) m))
     <> jsonb_array_length(made) then
    raise insufficient_privilege using message = 'these keys are not yours to keep';
  end if;
end $$;

-- Destroy every key of a person: what they wrote in private opens nowhere any more, in copies too.
create function destroy_keys(who uuid) returns integer
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  with gone as (
    delete from vault.person_key k using participant a
     where a.programme_id = k.programme_id and a.id = k.participant_id
       and a.person_id = who and who = public.app_person()
    returning k.id)
  select count(*)::integer from gone
$$;

-- By which wrapping keys keys are kept: their names, so that a start without one is refused.
create function wrapping_keys_in_use() returns setof bytea
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$ select distinct substring(wrapped from 1 for 8) from vault.person_key $$;

-- A participant who goes takes their keys along.
create function forget_keys() returns trigger
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from vault.person_key
   where programme_id = old.programme_id and participant_id = old.id;
  return null;
end $$;
create trigger forget_keys after delete on participant
  for each row execute function forget_keys();
