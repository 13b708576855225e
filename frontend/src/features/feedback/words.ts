import { words } from '../../i18n/words';

export const t = words('feedback', {
  title: 'How did it go?',
  lead: 'Your session with {name} on {day}. Answer what you like. A few words are enough.',
  toSession: 'the session',
  who: 'Who should read this?',
  whoHint: 'Choose one. You can tell each of them something else.',
  pairing: '{name}',
  team: 'The programme team',
  learning_partners: 'The learning partners',
  pairingReads: '{names} reads it, with your name. Nobody else.',
  teamReads: '{names} read it, with your name. {partner} does not.',
  teamReadsOne: '{names} reads it, with your name. {partner} does not.',
  learningReads: '{names} read it under a made-up name. Nobody else does.',
  learningReadsOne: '{names} reads it under a made-up name. Nobody else does.',
  noReaders: 'There is nobody in this group just now.',
  chooseWho: 'Choose who should read it',
  questions: 'Four short questions',
  questionsHint: 'Skip what you like.',
  skip: 'Skip',
  text: 'Anything else?',
  textHint: 'One thing that was good, or one thing to change next time.',
  sayThing: 'Choose an answer to one of the questions, or write a few words',
  still: '{names} can read this as soon as you send it. You cannot change it then, but you can take it back at any time.',
  send: 'Send it to {who}',
  sendPlain: 'Send it',
  sent: 'Thank you. {who} can read it now.',
  allGiven: 'You have said how it went to everyone you could. Thank you.',
  notHeld: 'You can say how it went once you have met.',

  listTitle: 'Feedback',
  listLead: 'What you said about sessions, and what was said to you.',
  listLeadTeam: 'What people chose to tell the programme team.',
  none: 'There is nothing here yet.',
  noneHint: 'After a session, each of you can say how it went.',
  yours: 'You, to {who}',
  from: 'From {name}',
  on: 'Given on {day}.',
  reads: 'Who can read this: {names}',
  session: 'See the session',
  take: 'Take it back',
  takeTitle: 'Take your words back?',
  takeWords: 'From that moment nobody who uses Alongside can read them, anywhere in it. You need not say why.',
  takeYes: 'Take them back',
  keep: 'Leave them',
  taken: 'Your words have been taken back.',
  and: '{first} and {last}',
});

/** “Lowri Evans, Tom Okafor and Ruth Adeyemi”. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('and', { first: names.slice(0, -1).join(', '), last });
}
