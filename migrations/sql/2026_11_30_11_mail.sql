-- Mail that waits to be sent, and the queue of jobs that send it.

-- The queue's functions mean its own tables whatever search_path they meet, and run with the rights
-- of the owner: the application may call some of them (access/grants.py), and write to no table.
do $$
declare one regprocedure;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'jobs'::regnamespace loop
    execute format('alter function %s security definer set search_path = pg_catalog, jobs, pg_temp', one);
  end loop;
end $$;

create table mail (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  kind VARCHAR(32) NOT NULL,
  about_id UUID,
  attempts INTEGER DEFAULT 0 NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  dropped_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT mail_pkey PRIMARY KEY (id),
  CONSTRAINT mail_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
create index mail_person_id ON mail (person_id);

-- Nobody reads it, and nobody writes to it: it is reached through the functions below alone.
alter table mail enable row level security;

-- Which of those that work by themselves is at work, if one is and no person is asking.
create function app_servant() returns text
  language sql stable parallel safe
  return case when nullif(current_setting('app.person', true), '') is null
              then nullif(current_setting('app.servant', true), '') end;

-- Say that one of those that work by themselves is at work, and nobody is asking.
create function enter_as(servant text) returns void
  language sql volatile
  set search_path = pg_catalog, public, pg_temp
as $$
  select leave();
  select set_config('app.servant', servant, true);
$$;

create or replace function leave() returns void
  language sql volatile
  set search_path = pg_catalog, pg_temp
as $$
  select set_config('app.' || what, '', true)
    from unnest(array['person', 'operator', 'mine', 'member', 'partners', 'coordinator',
                      'learning_partner', 'lead', 'servant']) as what
$$;

-- Keep a mail for somebody and the job that sends it, both or neither. The job knows an id alone.
create function post_mail(new_id uuid, who uuid, what text, about uuid, at timestamptz) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into mail (id, person_id, kind, about_id, created_at) values (new_id, who, what, about, at);
  perform jobs.procrastinate_defer_jobs_v1(array[
    row('mail', 'send_mail', 0, null, null, jsonb_build_object('mail_id', new_id), null)
      ::jobs.procrastinate_job_to_defer_v1]);
end $$;

-- Give a mail that waits to whoever carries it, held until it is settled: whom it is for, and
-- whether all that they are part of is the demo.
create function take_mail(wanted uuid)
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

-- Say what came of a mail that was taken: it was sent, or dropped, or waits for another try.
create function settle_mail(settled uuid, sent timestamptz, dropped timestamptz) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  update mail set attempts = attempts + 1, sent_at = sent, dropped_at = dropped
   where id = settled and app_servant() = 'postman' and sent_at is null and dropped_at is null
$$;
