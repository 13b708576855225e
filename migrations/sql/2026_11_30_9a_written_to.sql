-- Who was given a link, or asked about a pairing, was written to about that place.
update participant a set invited_at = now()
 where a.email is not null and (
   exists (select from audit_entry e where e.programme_id = a.programme_id
              and e.action = 'participant:link' and e.thing_id = a.id)
   or exists (select from pairing p where p.programme_id = a.programme_id
                 and (p.coach_id = a.id or (p.leader_asked and p.leader_id = a.id))));

-- Keep a mail for somebody and the job that sends it, both or neither. The job knows an id alone.
-- Whoever has an address and is written to about a place of theirs has been invited to it.
create or replace function post_mail(new_id uuid, who uuid, what text, about uuid, at timestamptz)
  returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into mail (id, person_id, kind, about_id, created_at) values (new_id, who, what, about, at);
  perform jobs.procrastinate_defer_jobs_v1(array[
    row('mail', 'send_mail', 0, null, null, jsonb_build_object('mail_id', new_id), null)
      ::jobs.procrastinate_job_to_defer_v1]);
  update participant a set invited_at = at
   where a.person_id = who and a.email is not null and a.invited_at is null
     and exists (select from person p where p.id = who and p.email is not null)
     and ((what = 'first_link' and a.id = about)
          or (what = 'proposal' and exists (
                select from pairing g where g.programme_id = a.programme_id and g.id = about
                   and a.id in (g.coach_id, g.leader_id))));
end $$;
