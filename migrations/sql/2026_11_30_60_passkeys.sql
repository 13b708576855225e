-- Passkeys: a public key for each device or keeper of keys by which somebody signs in. Each is one's own alone.
create table passkey (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  credential_id BYTEA NOT NULL,
  public_key BYTEA NOT NULL,
  sign_count BIGINT NOT NULL,
  name character varying(200) NOT NULL,
  transports character varying(100) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT passkey_pkey PRIMARY KEY (id),
  CONSTRAINT passkey_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT passkey_credential_id_key UNIQUE (credential_id)
);
create index passkey_person_id on passkey (person_id);

-- Challenges that were signed, as digests, for as long as their tickets are good: none is taken twice.
create table used_challenge (
  digest BYTEA NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT used_challenge_pkey PRIMARY KEY (digest)
);

alter table sign_in add column by_passkey BOOLEAN DEFAULT false NOT NULL;

alter table passkey enable row level security;
create policy reads on passkey for select using (coalesce(person_id = (select app_person()), false));
create policy adds on passkey for insert with check (coalesce(person_id = (select app_person()), false));
create policy changes on passkey for update using (coalesce(person_id = (select app_person()), false));
create policy removes on passkey for delete using (coalesce(person_id = (select app_person()), false));

alter table used_challenge enable row level security;

-- Whose a passkey is, before anybody is known to be asking.
create function find_passkey(credential bytea)
  returns table (person_id uuid, demo boolean)
  language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
as $$
  select k.person_id, p.demo from passkey k join person p on p.id = k.person_id
   where k.credential_id = credential
$$;

-- Take a challenge, once: of two who come at the same moment the second waits, and is told no.
create function use_challenge(challenge bytea, until timestamptz, at timestamptz)
  returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from used_challenge where expires_at <= at;
  insert into used_challenge (digest, expires_at) values (challenge, until) on conflict do nothing;
  return found;
end $$;
