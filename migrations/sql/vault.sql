-- The wrapped keys of private texts, apart from everything else, so that a copy of the database
-- can leave them out. Said again when a copy is brought back: what is there already stays.
create schema if not exists vault;

create table if not exists vault.person_key (
  id uuid not null,
  programme_id uuid not null,
  participant_id uuid not null,
  purpose varchar(32) not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null,
  constraint person_key_pkey primary key (id),
  constraint person_key_purpose check (purpose in ('note', 'declaration')),
  constraint person_key_wrapped check (octet_length(wrapped) between 60 and 200)
);
create index if not exists person_key_holder on vault.person_key (participant_id, purpose, created_at, id);

-- Nobody but the owner comes here: the application has no right to the schema, and no policy.
alter table vault.person_key enable row level security;
revoke all on schema vault from public;
