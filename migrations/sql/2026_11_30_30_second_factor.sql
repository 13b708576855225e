-- The second factor of a sign-in: a secret shared with somebody's app, sealed by the server's key,
-- and codes for the day on which the app is not there, as digests. Each is one's own alone.
alter table sign_in add column confirmed_at timestamp with time zone;

create table second_factor (
  person_id UUID NOT NULL,
  sealed_secret character varying(200) NOT NULL,
  confirmed_at TIMESTAMP WITH TIME ZONE,
  last_step BIGINT NOT NULL,
  wrong_tries INTEGER NOT NULL,
  tried_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT second_factor_pkey PRIMARY KEY (person_id),
  CONSTRAINT second_factor_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

create table recovery_code (
  person_id UUID NOT NULL,
  digest BYTEA NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, digest),
  CONSTRAINT recovery_code_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

alter table second_factor enable row level security;
create policy reads on second_factor for select using (coalesce(person_id = (select app_person()), false));
create policy adds on second_factor for insert with check (coalesce(person_id = (select app_person()), false));
create policy changes on second_factor for update using (coalesce(person_id = (select app_person()), false));
create policy removes on second_factor for delete using (coalesce(person_id = (select app_person()), false));

alter table recovery_code enable row level security;
create policy reads on recovery_code for select using (coalesce(person_id = (select app_person()), false));
create policy adds on recovery_code for insert with check (coalesce(person_id = (select app_person()), false));
create policy removes on recovery_code for delete using (coalesce(person_id = (select app_person()), false));
