drop function post_mail(uuid, uuid, text, uuid, timestamptz), take_mail(uuid),
  settle_mail(uuid, timestamptz, timestamptz), enter_as(text), app_servant();
drop table mail;
drop schema jobs cascade;
create or replace function leave() returns void
  language sql volatile
  set search_path = pg_catalog, pg_temp
as $$
  select set_config('app.' || what, '', true)
    from unnest(array['person', 'operator', 'mine', 'member', 'partners', 'coordinator',
                      'learning_partner', 'lead']) as what
$$;
