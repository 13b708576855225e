-- Ways in without a password, and the waits between tries at a secret.

-- When somebody made the account their own by coming in, and from when on its devices count as
-- known: those from before do not, once their owner has said “this was not me”. What somebody
-- holds who is half signed in counts only if it was made since `tickets_from`.
alter table person add column claimed_at timestamp with time zone;
alter table person add column devices_from timestamp with time zone;
alter table person add column tickets_from timestamp with time zone;
update person set claimed_at = created_at where password_hash is not null;

-- Wrong codes of an app are counted there, too, for each device apart.
alter table second_factor drop column wrong_tries, drop column tried_at;

-- How often a secret was guessed at in vain, and when last. The key is a digest by the server's own
-- key of what is counted: it names nobody to whoever reads it.
create table tries (
  key BYTEA NOT NULL,
  wrong INTEGER NOT NULL,
  tried_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT tries_pkey PRIMARY KEY (key)
);
create index tries_tried_at ON tries (tried_at);

-- What a link in a mail opens: its digest, whose it is, what for, and until when.
create table mail_token (
  mail_id UUID NOT NULL,
  person_id UUID NOT NULL,
  purpose VARCHAR(32) NOT NULL,
  digest BYTEA NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT mail_token_pkey PRIMARY KEY (mail_id),
  CONSTRAINT mail_token_digest_key UNIQUE (digest),
  CONSTRAINT mail_token_purpose CHECK (purpose IN ('sign_in', 'not_me')),
  CONSTRAINT mail_token_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
create index mail_token_person_id ON mail_token (person_id);

-- Nobody reads these, and nobody writes to them: they are reached through the functions below alone.
alter table tries enable row level security;
alter table mail_token enable row level security;

-- Count a try before it is made, in all of its budgets at once, and answer 0; or count nothing, and
-- answer how many seconds it has to wait. Two at the same moment are counted one after the other.
-- `pauses` are the waits once the free tries are used up: the first, the second, … the longest.
create function count_try(which bytea[], free integer[], pauses integer[], quiet interval,
                          at timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare seconds integer;
begin
  delete from tries t using (
    select o.key from tries o where o.tried_at < at - interval '1 day'
     order by o.tried_at limit 20 for update skip locked) as old
   where t.key = old.key;
  insert into tries (key, wrong, tried_at)
  select w.key, 0, at from unnest(which) as w (key) order by w.key
  on conflict do nothing;
  perform from tries t where t.key = any (which) order by t.key for update;
  update tries t set wrong = 0 where t.key = any (which) and t.tried_at <= at - quiet;
  select max(ceil(extract(epoch from t.tried_at - at))
             + pauses[least(t.wrong - w.free + 1, cardinality(pauses))])
    into seconds
    from tries t join unnest(which, free) as w (key, free) on w.key = t.key and t.wrong >= w.free;
  if seconds > 0 then return seconds; end if;
  update tries t set wrong = t.wrong + 1, tried_at = at where t.key = any (which);
  return 0;
end $$;

-- Take back what was counted for a try that turned out well: some budgets begin anew, and those
-- that others share get the one try back.
create function forget_tries(anew bytea[], shared bytea[]) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  delete from tries where key = any (anew);
  update tries set wrong = greatest(wrong - 1, 0) where key = any (shared);
$$;

-- Post a mail by which somebody signs in, to the person of an address. For an address of nobody the
-- same is done in the name of anybody, and taken back: it takes as long, and nothing is left of it.
create function post_sign_in_mail(new_id uuid, address text, with_demo boolean, new_digest bytea,
                                  until timestamptz, at timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare who uuid;
begin
  select p.id into who from person p
   where lower(p.email) = lower(address) and (with_demo or not p.demo);
  insert into mail_token (mail_id, person_id, purpose, digest, expires_at, created_at)
  select new_id, p.id, 'sign_in', new_digest, until, at from person p
   where p.id = coalesce(who, (select q.id from person q limit 1));
  perform post_mail(new_id, t.person_id, 'sign_in', null, at) from mail_token t
    where t.mail_id = new_id;
  delete from mail_token t using mail_token new
   where new.mail_id = new_id and t.person_id = new.person_id and t.expires_at <= at;
  if who is null then raise exception using errcode = 'ZZ001'; end if;
exception when sqlstate 'ZZ001' then null;
end $$;

-- Signing in: what is needed to check a password, before anybody is known to be asking.
drop function find_account(text);
create function find_account(address text)
  returns table (person_id uuid, password_hash text, demo boolean, devices_from timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select id, password_hash, demo, devices_from from person where lower(email) = lower(address)
$$;

-- Keep what the link in a mail to oneself opens.
create function keep_mail_token(new_id uuid, what text, new_digest bytea, until timestamptz,
                                at timestamptz) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  delete from mail_token where person_id = app_person() and expires_at <= at;
  insert into mail_token (mail_id, person_id, purpose, digest, expires_at, created_at)
  select new_id, app_person(), what, new_digest, until, at where app_person() is not null;
$$;

-- Use what a mail brought, by the digest of its link or by its id: it is gone, and its person known.
-- Whoever comes in by it has joined where they were asked to take part.
create function use_mail_token(what text, held bytea, of_mail uuid, at timestamptz)
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

-- Who has made their account their own is no longer told by a password alone.
-- Forget those of these people whom nothing here knows any more: they take part in nothing, and
-- never signed in.
create or replace function forget_strangers(who uuid[]) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform p.id from person p where p.id = any (who) order by p.id for update;
  delete from person p
   where p.id = any (who) and num_nonnulls(p.password_hash, p.claimed_at) = 0
     and not p.operator and not p.demo
     and not exists (select from participant a where a.person_id = p.id)
     and not exists (select from sign_in s where s.person_id = p.id);
end $$;

-- Has this participant’s person made the account their own: by a password, or by coming in?
create or replace function has_signed_up(participant uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_or(num_nonnulls(p.password_hash, p.claimed_at) > 0), false)
    from participant a join person p on p.id = a.person_id
   where a.id = participant
     and (a.programme_id = any (public.app_ids('coordinator'))
          or (public.app_operator() and a.role = 'coordinator'))
$$;

-- Keep a first sign-in link for somebody of one's own programme; a new one voids the old.
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
     or exists (select 1 from person where id = who and (num_nonnulls(password_hash, claimed_at) > 0 or operator))
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
                           and (num_nonnulls(q.password_hash, q.claimed_at) > 0 or q.operator))
          and not exists (select 1 from participant o where o.person_id = l.person_id
                           and o.id <> l.participant_id and o.created_at > l.created_at)))
$$;

-- Use a first sign-in link: it is gone, and its person is known. It is of no use any more if since
-- it was made the person has got a password, has left, was corrected, or takes part in more.
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
                           and (num_nonnulls(q.password_hash, q.claimed_at) > 0 or q.operator))
          and not exists (select 1 from participant o where o.person_id = l.person_id
                           and o.id <> l.participant_id and o.created_at > l.created_at)))
  returning l.person_id, l.participant_id into who, through;
  update participant set joined_at = at
   where id = through and person_id = who and joined_at is null;
  return who;
end $$;
