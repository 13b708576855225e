-- Coming in tells no programme anything: somebody has joined where they came by that programme's own
-- link, or have opened it. What another programme does is not to be known from `joined`.
drop function join_in(timestamptz);
create function join_in(place uuid, at timestamptz) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  update participant set joined_at = at
   where id = place and id = any (public.app_ids('mine')) and person_id = public.app_person()
     and state = 'active' and joined_at is null
$$;

-- Use what a mail brought, by the digest of its link or by its id: it is gone, and its person known.
create or replace function use_mail_token(what text, held bytea, of_mail uuid, at timestamptz)
  returns table (person_id uuid, address text, demo boolean, devices_from timestamptz)
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  with used as (
    delete from mail_token t
     where t.purpose = what and t.expires_at > at and (t.digest = held or t.mail_id = of_mail)
    returning t.person_id)
  select p.id, lower(p.email), p.demo, p.devices_from
    from used join person p on p.id = used.person_id
$$;

-- Where I take part, or took part: a person's own account, which outlives every role.
drop function my_participations();
create function my_participations()
  returns table (id uuid, programme_id uuid, programme_name text, role text, role_label text,
                 state text, joined boolean, display_name text)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select a.id, a.programme_id, g.name, a.role, g.labels ->> a.role, a.state,
         a.joined_at is not null, a.display_name
    from participant a join programme g on g.id = a.programme_id
   where a.person_id = public.app_person()
   order by a.created_at, a.id
$$;
