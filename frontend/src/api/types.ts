import type { components } from './schema';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type Seat = Schemas['Seat'];
export type Organisation = Schemas['Organisation'];
export type Programme = Schemas['Programme'];
export type Participant = Schemas['Participant'];
export type Pairing = Schemas['Pairing'];
export type Session = Schemas['Session'];
export type Note = Schemas['Note'];
export type Feedback = Schemas['Feedback'];
export type Answers = Schemas['Answers'];
export type OfferedFeedback = Schemas['OfferedFeedback'];
export type Declaration = Schemas['Declaration'];
export type RosterReport = Schemas['Import'];
export type EarlierImport = Schemas['ImportCounts'];
export type OrganisationReport = Schemas['OrganisationImport'];
export type SignInLink = Schemas['Link'];
export type Named = Schemas['Name'];
export type Helper = Schemas['Helper'];

export type Role = Participant['role'];
export type Audience = Feedback['audience'];
export type Mode = Session['mode'];
export type ContactBy = NonNullable<Participant['contact_by']>;
