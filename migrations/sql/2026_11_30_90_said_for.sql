-- What a coordinator wrote down for somebody who cannot sign in, as that person told them.
create table said_for (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  participant_id UUID NOT NULL,
  by_id UUID NOT NULL,
  means VARCHAR(32) NOT NULL,
  action VARCHAR(64) NOT NULL,
  thing VARCHAR(64) NOT NULL,
  thing_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT said_for_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT said_for_programme_id_participant_id_fkey FOREIGN KEY(programme_id, participant_id) REFERENCES participant (programme_id, id) ON DELETE CASCADE,
  CONSTRAINT said_for_means CHECK (means IN ('phone', 'in_person', 'post'))
);
create index said_for_own ON said_for (programme_id, participant_id, created_at desc, id desc);
create index said_for_newest ON said_for (programme_id, created_at desc, id desc);

-- The person reads it, and the team. A coordinator adds in their own name alone, for somebody else.
alter table said_for enable row level security;
create policy reads on said_for for select using (coalesce(
  participant_id = any ((select app_ids('mine'))::uuid[])
  or programme_id = any ((select app_ids('coordinator'))::uuid[]), false));
create policy adds on said_for for insert with check (coalesce(
  programme_id = any ((select app_ids('coordinator'))::uuid[])
  and by_id = any ((select app_ids('mine'))::uuid[])
  and not participant_id = any ((select app_ids('mine'))::uuid[]), false));

-- Can the person of this participant say so themselves? By an address, by having come in before, or
-- as an operator. The policy asks it of people in programmes that the one who asks coordinates.
create function can_speak(participant uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_or(
           p.operator or num_nonnulls(p.email, p.password_hash, p.claimed_at) > 0
           or exists (select from passkey k where k.person_id = p.id)), true)
    from participant a join person p on p.id = a.person_id
   where a.id = participant
$$;

-- Whoever comes in, by whatever way, has joined everywhere they take part.
create function join_in(at timestamptz) returns void
  language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  update participant set joined_at = at
   where person_id = public.app_person() and state = 'active' and joined_at is null
$$;
