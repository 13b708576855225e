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
end $$;
