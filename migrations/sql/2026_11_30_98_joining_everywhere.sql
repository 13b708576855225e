drop function join_in(uuid, timestamptz);
create function join_in(at timestamptz) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  update participant set joined_at = at
   where person_id = public.app_person() and state = 'active' and joined_at is null
$$;

create or replace function use_mail_token(what text, held bytea, of_mail uuid, at timestamptz)
  returns table (person_id uuid, address text, demo boolean, devices_from timestamptz)
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  with used as (
    delete from mail_token t
     where t.purpose = what and t.expires_at > at and (t.digest = held or t.mail_id = of_mail)
    returning t.person_id),
  joined as (
    update participant a set joined_at = at from used
     where what = 'sign_in' and a.person_id = used.person_id and a.state = 'active'
       and a.joined_at is null)
  select p.id, lower(p.email), p.demo, p.devices_from
    from used join person p on p.id = used.person_id
$$;

drop function my_participations();
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
