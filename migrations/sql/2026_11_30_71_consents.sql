-- What people said yes or no to: a ledger that is only ever added to. What counts is the newest line.
create table consent (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  purpose VARCHAR(32) NOT NULL,
  audience VARCHAR(32) NOT NULL,
  given BOOLEAN NOT NULL,
  wording INTEGER NOT NULL,
  language VARCHAR(16) NOT NULL,
  form VARCHAR(32) NOT NULL,
  supported BOOLEAN NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT consent_pkey PRIMARY KEY (id),
  CONSTRAINT consent_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id),
  CONSTRAINT consent_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES programme (id),
  CONSTRAINT consent_purpose CHECK (purpose in ('learning_after_leaving', 'contact_afterwards')),
  CONSTRAINT consent_audience CHECK (audience in ('private', 'pairing', 'team', 'learning_partners')),
  CONSTRAINT consent_form CHECK (form in ('written', 'spoken', 'easy_read')),
  CONSTRAINT consent_in_order UNIQUE (person_id, programme_id, purpose, at)
);

alter table consent enable row level security;
create policy reads on consent for select using (coalesce(person_id = (select app_person()), false));
create policy adds on consent for insert with check (coalesce(person_id = (select app_person()), false));

create trigger only_added_to before update or truncate on consent
  for each statement execute function refuse_alteration();
create trigger only_removed_when_old after delete on consent referencing old table as gone
  for each statement execute function refuse_early_removal();

-- Whether somebody agrees to something just now: what the newest line of the ledger says.
create function agrees(who uuid, to_what text, here uuid) returns boolean
  language sql stable
  return coalesce((select c.given from consent c
                    where c.person_id = who and c.purpose = to_what and c.programme_id = here
                    order by c.at desc limit 1), false);
