import type { Accessibility, Privacy } from '../../api/types';
import type { t } from './noticeWords';

/** Which words stand for which code. The compiler finds a code that has none. */
type Key = Parameters<typeof t>[0];
type Line = Privacy['kept'][number];

export const KEPT = {
  name: 'name',
  helper: 'helper',
  coordinator: 'coordinator',
  work: 'work',
  contact: 'contact',
  help: 'help',
  topics: 'topics',
  pairing: 'pairing',
  meeting: 'meeting',
  private_note: 'privateNote',
  shared_note: 'sharedNote',
  feedback_to_partner: 'toPartner',
  feedback_to_team: 'toTeam',
  feedback_to_learning: 'toLearning',
  tie: 'tie',
  sign_in: 'signIn',
  account: 'account',
  agreed: 'agreed',
  said_for: 'saidFor',
  mail: 'mail',
  list: 'list',
  looked: 'looked',
  trail: 'trail',
  trail_apart: 'trailApart',
} as const satisfies Record<Line['what'], Key>;

export const READERS = {
  you: 'you',
  both: 'both',
  partner_now: 'partnerNow',
  partner_ever: 'partnerEver',
  team: 'team',
  learning: 'learning',
  leads: 'leads',
  members: 'members',
  operators: 'operators',
} as const satisfies Record<Line['readers'][number], Key>;

export const UNTIL = {
  lasting: 'lasting',
  account: 'accountEnds',
  programme: 'programmeEnds',
  counted: 'counted',
  answers: 'answers',
  sign_in: 'signInEnds',
  day: 'dayEnds',
  proof: 'proofEnds',
} as const satisfies Record<Line['kept'][number]['until'], Key>;

export const WAYS = {
  light: 'light',
  dark: 'dark',
  'more contrast': 'contrast',
  '320 px': 'narrow',
  'larger text': 'larger',
  'right to left': 'rtl',
} as const satisfies Record<Accessibility['ways'][number], Key>;

export const WALKED = {
  signing_in: 'signingIn',
  second_step: 'secondStep',
  passkey: 'passkey',
  pairing_and_meeting: 'main',
  own_data: 'ownData',
  who_looked: 'whoLooked',
  leaving: 'leaving',
} as const satisfies Record<Accessibility['walked'][number], Key>;

export const MISSING = {
  screen_reader_people: 'screenReader',
  disabled_people: 'disabled',
  outside_audit: 'audit',
  other_languages: 'english',
  easy_read: 'easyRead',
  sign_language: 'signLanguage',
} as const satisfies Record<Accessibility['missing'][number], Key>;
