import type { components } from './schema';

type Schemas = components['schemas'];

export type Me = Schemas['MeView'];
export type Seat = Schemas['ParticipationView'];
export type Organisation = Schemas['OrganisationView'];
export type Programme = Schemas['ProgrammeView'];
export type Helper = Schemas['HelperView'];
/** Somebody in a programme. What this reader may not see is absent. */
export type Participant = Pick<Schemas['ParticipantView'], 'id' | 'programme_id' | 'role' | 'display_name' | 'allowed'> & Partial<Schemas['ParticipantView'] & Pick<Schemas['RunInShortView'], 'has_email'>>;
export type Pairing = Schemas['PairingView'];
export type Session = Schemas['SessionView'];
export type Note = Schemas['NoteView'];
export type Readers = Schemas['ReadersView'];
export type Feedback = Schemas['FeedbackView'];
export type Answers = Schemas['AnswersView'];
export type OfferedFeedback = Schemas['OfferedView'];
export type Declaration = Schemas['DeclarationView'];
export type RosterReport = Schemas['ImportView'];
/** An import that was kept: it has an id and a day. */
export type EarlierImport = RosterReport & { id: string; created_at: string };
export type OrganisationReport = Schemas['OrganisationImportView'];
export type SignInLink = Schemas['LinkView'];
export type Welcome = Schemas['WelcomeView'];
export type Token = Schemas['TokenView'];
export type NextStep = Schemas['NextStepView'];
export type Attempt = Schemas['AttemptView'];
export type SetUp = Schemas['SetUpView'];
export type SecondFactor = Schemas['SecondFactorView'];
export type Passkey = Schemas['PasskeyView'];
export type SignIn = Schemas['SignInView'];
export type Erasure = Schemas['ErasureView'];
export type Consents = Schemas['ConsentsView'];
export type Offer = Schemas['OfferView'];
export type Look = Schemas['LookView'];
export type RestrictedEntry = Schemas['RestrictedEntryView'];
export type Why = Schemas['Why'];
export type Privacy = Schemas['PrivacyView'];
export type Accessibility = Schemas['AccessibilityView'];
export type SaidFor = Schemas['SaidForView'];
export type Named = Schemas['Named'];

export type Role = Participant['role'];
export type Audience = Feedback['audience'];
export type Mode = Session['mode'];
export type ContactBy = NonNullable<Participant['contact_by']>;
