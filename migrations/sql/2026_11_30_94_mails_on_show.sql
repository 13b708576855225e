-- Which of these mails are not kept any more, as those of somebody who was erased: told to the
-- housekeeper, who throws them out of the mailbox of the demo.
create function forgotten_mails(held uuid[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select h.id from unnest(held) as h (id)
   where app_servant() = 'housekeeper' and not exists (select from mail m where m.id = h.id)
$$;
