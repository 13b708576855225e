-- Tell the seats of whoever is asking in a steady order. What was told last is expected next time: in
-- the order of a plan, two connections could tell the same seats otherwise, and each request of
-- somebody with several was then made twice.
create or replace function enter(who uuid, through uuid, at timestamptz) returns text
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  is_operator boolean; is_demo boolean; by_one_step boolean;
  mine uuid[]; member uuid[]; coordinator uuid[]; learning_partner uuid[]; lead uuid[]; partners uuid[];
  seats text; closed text;
begin
  select p.operator and not (p.demo and exists (select from person o where o.operator and not o.demo)),
         p.demo, coalesce(s.one_step, false) into is_operator, is_demo, by_one_step
    from person p left join sign_in s
      on s.id = through and s.person_id = who and s.ended_at is null and s.expires_at > at
   where p.id = who and (through is null or s.id is not null);
  if is_operator is null then perform leave(); return null; end if;
  select array_agg(id), array_agg(distinct programme_id),
         array_agg(programme_id) filter (where role = 'coordinator'),
         array_agg(programme_id) filter (where role = 'learning_partner'),
         array_agg(distinct programme_id) filter (where safeguarding_lead),
         string_agg(programme_id || ' ' || id || ' ' || role || ' ' || safeguarding_lead || ' ' || joined, ','
                    order by id)
    into mine, member, coordinator, learning_partner, lead, seats
    from (select id, programme_id, role, joined_at is not null as joined,
                 safeguarding_lead and not by_one_step as safeguarding_lead
            from participant where person_id = who and state = 'active'
             and not (by_one_step and role in ('coordinator', 'learning_partner'))) as held;
  if by_one_step then
    select string_agg(programme_id || ' ' || id || ' ' || role || ' ' || safeguarding_lead || ' '
                      || (joined_at is not null), ',' order by id)
      into closed
      from participant where person_id = who and state = 'active'
       and (safeguarding_lead or role in ('coordinator', 'learning_partner'));
  end if;
  select array_agg(other) into partners from (
    select leader_id as other from pairing where programme_id = any (member) and coach_id = any (mine)
    union
    select coach_id from pairing where programme_id = any (member) and leader_id = any (mine) and leader_asked
  ) as met;
  perform set_config('app.person', who::text, true),
          set_config('app.operator', is_operator::text, true),
          set_config('app.mine', coalesce(mine, '{}')::text, true),
          set_config('app.member', coalesce(member, '{}')::text, true),
          set_config('app.partners', coalesce(partners, '{}')::text, true),
          set_config('app.coordinator', coalesce(coordinator, '{}')::text, true),
          set_config('app.learning_partner', coalesce(learning_partner, '{}')::text, true),
          set_config('app.lead', coalesce(lead, '{}')::text, true);
  return is_operator::text || '|' || is_demo::text || '|' || coalesce(seats, '') || '|' || coalesce(closed, '');
end $$;
