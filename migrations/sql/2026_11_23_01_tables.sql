-- The tables of the foundation: one row security for each is in the file beside this one.
create table organisation (
  id UUID NOT NULL,
  name VARCHAR(200) NOT NULL,
  ods_code VARCHAR(10),
  opened_on DATE,
  closed_on DATE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT organisation_pkey PRIMARY KEY (id),
  CONSTRAINT organisation_ods_code_key UNIQUE (ods_code)
);

create index organisation_name ON organisation (lower(name));
create index organisation_newest ON organisation (created_at desc, id desc);
create table person (
  id UUID NOT NULL,
  email VARCHAR(254),
  display_name VARCHAR(200) NOT NULL,
  password_hash VARCHAR(256),
  operator BOOLEAN DEFAULT false NOT NULL,
  demo BOOLEAN DEFAULT false NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT person_pkey PRIMARY KEY (id)
);

create unique index person_email_key ON person (lower(email));
create table programme (
  id UUID NOT NULL,
  name VARCHAR(200) NOT NULL,
  aims TEXT NOT NULL,
  starts_on DATE,
  ends_on DATE,
  time_zone VARCHAR(64) NOT NULL,
  labels JSONB NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT programme_pkey PRIMARY KEY (id),
  CONSTRAINT programme_ends_after_it_starts CHECK (ends_on >= starts_on)
);

create index programme_newest ON programme (created_at desc, id desc);
create table kept_answer (
  person_id UUID NOT NULL,
  operation VARCHAR(64) NOT NULL,
  key VARCHAR(255) NOT NULL,
  digest BYTEA NOT NULL,
  status SMALLINT NOT NULL,
  made_id UUID,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT kept_answer_pkey PRIMARY KEY (person_id, operation, key),
  CONSTRAINT kept_answer_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

create index kept_answer_created_at ON kept_answer (created_at);
create table participant (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  role VARCHAR(32) NOT NULL,
  lived_experience BOOLEAN DEFAULT false NOT NULL,
  safeguarding_lead BOOLEAN DEFAULT false NOT NULL,
  state VARCHAR(32) NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  given_name VARCHAR(200) NOT NULL,
  family_name VARCHAR(200) NOT NULL,
  pseudonym VARCHAR(12) NOT NULL,
  organisation_id UUID,
  job_title VARCHAR(200),
  email VARCHAR(254),
  phone VARCHAR(200),
  contact_by VARCHAR(32),
  access_needs TEXT,
  topics TEXT,
  capacity INTEGER,
  joined_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT participant_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT participant_capacity CHECK (capacity between 0 and 100),
  CONSTRAINT participant_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES programme (id),
  CONSTRAINT participant_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id),
  CONSTRAINT participant_role CHECK (role IN ('coach', 'leader', 'learning_partner', 'coordinator')),
  CONSTRAINT participant_state CHECK (state IN ('active', 'ended')),
  CONSTRAINT participant_organisation_id_fkey FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT participant_contact_by CHECK (contact_by IN ('email', 'phone', 'text', 'post'))
);

create index participant_coordinators ON participant (created_at desc, id desc) WHERE role = 'coordinator';
create index participant_newest ON participant (programme_id, created_at desc, id desc);
create unique index participant_once ON participant (programme_id, person_id, role) WHERE state = 'active';
create index participant_organisation ON participant (organisation_id);
create index participant_person ON participant (person_id);
create unique index participant_pseudonym_key ON participant (programme_id, pseudonym);
create index participant_role ON participant (programme_id, role, created_at desc, id desc);
create index participant_seats ON participant (person_id) INCLUDE (programme_id, id, role, safeguarding_lead) WHERE state = 'active';
create table roster_import (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  file_name VARCHAR(200) NOT NULL,
  rows INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  ignored INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  undone_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT roster_import_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT roster_import_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES programme (id)
);

create index roster_import_newest ON roster_import (programme_id, created_at desc, id desc);
create table sign_in (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  generation INTEGER NOT NULL,
  rotated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT sign_in_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

create index sign_in_person_id ON sign_in (person_id);
create table sign_in_link (
  person_id UUID NOT NULL,
  participant_id UUID,
  digest BYTEA NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT sign_in_link_pkey PRIMARY KEY (person_id),
  CONSTRAINT sign_in_link_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT sign_in_link_digest_key UNIQUE (digest)
);

create table declaration (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  participant_id UUID NOT NULL,
  text TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT declaration_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT declaration_programme_id_participant_id_fkey FOREIGN KEY(programme_id, participant_id) REFERENCES participant (programme_id, id) ON DELETE CASCADE
);

create index declaration_newest ON declaration (programme_id, created_at desc, id desc);
create index declaration_own ON declaration (programme_id, participant_id, created_at desc, id desc);
create table imported_row (
  programme_id UUID NOT NULL,
  participant_id UUID NOT NULL,
  step INTEGER NOT NULL,
  import_id UUID NOT NULL,
  known_as BYTEA NOT NULL,
  given JSONB NOT NULL,
  before JSONB,
  left_as BYTEA,
  declaration_id UUID,
  CONSTRAINT imported_row_pkey PRIMARY KEY (programme_id, participant_id, step),
  CONSTRAINT imported_row_programme_id_import_id_fkey FOREIGN KEY(programme_id, import_id) REFERENCES roster_import (programme_id, id) ON DELETE CASCADE,
  CONSTRAINT imported_row_programme_id_participant_id_fkey FOREIGN KEY(programme_id, participant_id) REFERENCES participant (programme_id, id) ON DELETE CASCADE
);

create index imported_row_import ON imported_row (programme_id, import_id);
create index imported_row_known_as ON imported_row (programme_id, known_as);
create table pairing (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  coach_id UUID NOT NULL,
  leader_id UUID NOT NULL,
  state VARCHAR(32) NOT NULL,
  coach_accepted BOOLEAN DEFAULT false NOT NULL,
  leader_asked BOOLEAN DEFAULT false NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pairing_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT pairing_programme_id_coach_id_fkey FOREIGN KEY(programme_id, coach_id) REFERENCES participant (programme_id, id),
  CONSTRAINT pairing_programme_id_leader_id_fkey FOREIGN KEY(programme_id, leader_id) REFERENCES participant (programme_id, id),
  CONSTRAINT pairing_two_people CHECK (coach_id <> leader_id),
  CONSTRAINT pairing_members_key UNIQUE (programme_id, id, coach_id, leader_id),
  CONSTRAINT pairing_state CHECK (state IN ('proposed', 'active', 'paused', 'ended', 'declined'))
);

create index pairing_coach ON pairing (programme_id, coach_id, created_at desc, id desc);
create unique index pairing_going ON pairing (programme_id, coach_id, leader_id) WHERE state in ('proposed', 'active', 'paused');
create index pairing_leader ON pairing (programme_id, leader_id, created_at desc, id desc);
create index pairing_newest ON pairing (programme_id, created_at desc, id desc);
create table session (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  pairing_id UUID NOT NULL,
  coach_id UUID NOT NULL,
  leader_id UUID NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
  mode VARCHAR(32) NOT NULL,
  place TEXT NOT NULL,
  state VARCHAR(32) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT session_programme_id_pairing_id_coach_id_leader_id_fkey FOREIGN KEY(programme_id, pairing_id, coach_id, leader_id) REFERENCES pairing (programme_id, id, coach_id, leader_id),
  CONSTRAINT session_programme_id_coach_id_fkey FOREIGN KEY(programme_id, coach_id) REFERENCES participant (programme_id, id),
  CONSTRAINT session_programme_id_leader_id_fkey FOREIGN KEY(programme_id, leader_id) REFERENCES participant (programme_id, id),
  CONSTRAINT session_ends_after_it_starts CHECK (ends_at > starts_at),
  CONSTRAINT session_pairing_key UNIQUE (programme_id, id, pairing_id),
  CONSTRAINT session_mode CHECK (mode IN ('video', 'phone', 'in_person')),
  CONSTRAINT session_state CHECK (state IN ('booked', 'held', 'not_held', 'cancelled'))
);

create index session_coach ON session (programme_id, coach_id, starts_at desc, id desc);
create index session_leader ON session (programme_id, leader_id, starts_at desc, id desc);
create index session_newest ON session (programme_id, starts_at desc, id desc);
create index session_of_pairing ON session (programme_id, pairing_id, starts_at desc, id desc);
create table feedback (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  session_id UUID NOT NULL,
  pairing_id UUID NOT NULL,
  coach_id UUID NOT NULL,
  leader_id UUID NOT NULL,
  author_id UUID NOT NULL,
  audience VARCHAR(32) NOT NULL,
  listened SMALLINT,
  mattered SMALLINT,
  suited SMALLINT,
  useful SMALLINT,
  text TEXT NOT NULL,
  offered_id UUID NOT NULL,
  pseudonym VARCHAR(12) NOT NULL,
  author_role VARCHAR(32) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT feedback_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT feedback_programme_id_pairing_id_coach_id_leader_id_fkey FOREIGN KEY(programme_id, pairing_id, coach_id, leader_id) REFERENCES pairing (programme_id, id, coach_id, leader_id),
  CONSTRAINT feedback_programme_id_session_id_pairing_id_fkey FOREIGN KEY(programme_id, session_id, pairing_id) REFERENCES session (programme_id, id, pairing_id),
  CONSTRAINT feedback_programme_id_author_id_fkey FOREIGN KEY(programme_id, author_id) REFERENCES participant (programme_id, id),
  CONSTRAINT feedback_has_readers CHECK (audience <> 'private'),
  CONSTRAINT feedback_agree_scale CHECK ((listened is null or listened between 1 and 5) and (mattered is null or mattered between 1 and 5) and (suited is null or suited between 1 and 5) and (useful is null or useful between 1 and 5)),
  CONSTRAINT feedback_once UNIQUE (programme_id, session_id, author_id, audience),
  CONSTRAINT feedback_offered_key UNIQUE (programme_id, offered_id),
  CONSTRAINT feedback_audience CHECK (audience IN ('private', 'pairing', 'team', 'learning_partners'))
);

create index feedback_author ON feedback (programme_id, author_id, created_at desc, id desc);
create index feedback_coach ON feedback (programme_id, coach_id, created_at desc, id desc) WHERE audience = 'pairing';
create index feedback_leader ON feedback (programme_id, leader_id, created_at desc, id desc) WHERE audience = 'pairing';
create index feedback_offered ON feedback (programme_id, created_at desc, offered_id desc) WHERE audience = 'learning_partners';
create index feedback_team ON feedback (programme_id, created_at desc, id desc) WHERE audience = 'team';
create table note (
  programme_id UUID NOT NULL,
  id UUID NOT NULL,
  session_id UUID NOT NULL,
  pairing_id UUID NOT NULL,
  coach_id UUID NOT NULL,
  leader_id UUID NOT NULL,
  audience VARCHAR(32) NOT NULL,
  author_id UUID,
  text TEXT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT note_pkey PRIMARY KEY (programme_id, id),
  CONSTRAINT note_programme_id_pairing_id_coach_id_leader_id_fkey FOREIGN KEY(programme_id, pairing_id, coach_id, leader_id) REFERENCES pairing (programme_id, id, coach_id, leader_id),
  CONSTRAINT note_programme_id_session_id_pairing_id_fkey FOREIGN KEY(programme_id, session_id, pairing_id) REFERENCES session (programme_id, id, pairing_id),
  CONSTRAINT note_programme_id_author_id_fkey FOREIGN KEY(programme_id, author_id) REFERENCES participant (programme_id, id),
  CONSTRAINT note_private_has_one_author CHECK ((audience = 'private' and author_id is not null) or (audience = 'pairing' and author_id is null)),
  CONSTRAINT note_audience CHECK (audience IN ('private', 'pairing', 'team', 'learning_partners'))
);

create index note_author ON note (programme_id, author_id) WHERE author_id is not null;
create unique index note_private ON note (programme_id, session_id, author_id) WHERE audience = 'private';
create unique index note_shared ON note (programme_id, session_id) WHERE audience = 'pairing';
create table session_person (
  programme_id UUID NOT NULL,
  session_id UUID NOT NULL,
  person_id UUID NOT NULL,
  participant_id UUID NOT NULL,
  during TSTZRANGE NOT NULL,
  blocking BOOLEAN NOT NULL,
  CONSTRAINT session_person_pkey PRIMARY KEY (programme_id, session_id, person_id),
  CONSTRAINT session_person_programme_id_session_id_fkey FOREIGN KEY(programme_id, session_id) REFERENCES session (programme_id, id) ON DELETE CASCADE,
  CONSTRAINT session_person_programme_id_participant_id_fkey FOREIGN KEY(programme_id, participant_id) REFERENCES participant (programme_id, id),
  CONSTRAINT session_person_one_place_at_a_time EXCLUDE USING gist (programme_id WITH =, person_id WITH =, during WITH &&) WHERE (blocking),
  CONSTRAINT session_person_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
);

create index session_person_participant ON session_person (programme_id, participant_id);
create index session_person_person ON session_person (person_id);
