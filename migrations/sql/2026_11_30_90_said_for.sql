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
