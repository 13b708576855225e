drop function count_try(bytea[], integer[], integer[], interval, timestamptz),
  forget_tries(bytea[], bytea[]),
  post_sign_in_mail(uuid, text, boolean, bytea, timestamptz, timestamptz),
  keep_mail_token(uuid, text, bytea, timestamptz, timestamptz),
  use_mail_token(text, bytea, uuid, timestamptz);
drop table mail_token, tries;
drop function find_account(text);
create function find_account(address text)
  returns table (person_id uuid, password_hash text, demo boolean)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$ select id, password_hash, demo from person where lower(email) = lower(address) $$;

create or replace function forget_strangers(who uuid[]) returns void
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

create or replace function has_signed_up(participant uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_or(p.password_hash is not null), false)
    from participant a join person p on p.id = a.person_id
   where a.id = participant
     and (a.programme_id = any (public.app_ids('coordinator'))
          or (public.app_operator() and a.role = 'coordinator'))
$$;

create or replace function keep_sign_in_link(participant uuid, new_digest bytea, until timestamptz, at timestamptz)
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

create or replace function read_sign_in_link(held bytea, at timestamptz)
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

create or replace function use_sign_in_link(held bytea, at timestamptz) returns uuid
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
alter table person drop column claimed_at, drop column devices_from, drop column tickets_from;
alter table second_factor add column wrong_tries INTEGER DEFAULT 0 NOT NULL;
alter table second_factor alter column wrong_tries drop default;
alter table second_factor add column tried_at TIMESTAMP WITH TIME ZONE;
