-- Say who is asking. Where a second step is asked of some, a sign-in that showed one alone opens no
-- place in a team, nor the duty of a safeguarding lead: those are told apart, as closed. The demo's
-- operator is one only where the installation has none of its own.
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
         string_agg(programme_id || ' ' || id || ' ' || role || ' ' || safeguarding_lead || ' ' || joined, ',')
    into mine, member, coordinator, learning_partner, lead, seats
    from (select id, programme_id, role, joined_at is not null as joined,
                 safeguarding_lead and not by_one_step as safeguarding_lead
            from participant where person_id = who and state = 'active'
             and not (by_one_step and role in ('coordinator', 'learning_partner'))) as held;
  if by_one_step then
    select string_agg(programme_id || ' ' || id || ' ' || role || ' ' || safeguarding_lead || ' '
                      || (joined_at is not null), ',')
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

-- Remember where I took part once, for the copy of my own data: what is mine is widened by the
-- places that I have left, and those that are closed, until this transaction ends. Answers their
-- seats as enter() does.
create or replace function remember() returns text
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare everything uuid[]; past text;
begin
  select array_agg(id),
         string_agg(programme_id || ' ' || id || ' ' || role || ' false true', ',' order by id)
           filter (where not id = any (public.app_ids('mine')))
    into everything, past from participant where person_id = public.app_person();
  perform set_config('app.mine', coalesce(everything, '{}')::text, true);
  return coalesce(past, '');
end $$;

-- What must be done before somebody can go: somebody else has to run what they alone run. A place
-- that its person never took up holds nobody up, and nobody can be left in charge by one. Whether
-- that one wishes to go as well is theirs to know: it is asked again when the day of either comes.
create or replace function held_up(who uuid, moment timestamptz) returns text
  language sql stable
  set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when exists (select from person p where p.id = who and p.operator)
     and not exists (select from person p where p.operator and p.id <> who and not p.demo) then 'last_operator'
    when exists (
      select from participant a join programme g on g.id = a.programme_id
       where a.person_id = who and a.role = 'coordinator' and a.state = 'active'
         and a.joined_at is not null and (g.ends_on is null or g.ends_on >= moment::date)
         and not exists (select from participant o
                          where o.programme_id = a.programme_id and o.role = 'coordinator'
                            and o.state = 'active' and o.joined_at is not null and o.person_id <> who))
      then 'last_coordinator' end
$$;
