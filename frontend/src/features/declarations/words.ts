import { words } from '../../i18n/words';

export const t = words('declarations', {
  title: 'Ties you told us of',
  lead: 'Someone you are treated by, work for, are family of, or once complained about. It is kept in mind when pairings are made.',
  to: 'what {programme} holds about you',
  toAsked: 'the question you were asked',
  whoRest: 'And whoever becomes a safeguarding lead later. Nobody else can read it.',
  none: 'You have not told us of any.',
  text: 'What is the tie?',
  textHint: 'As much as is needed to respect it. A name and a word is enough.',
  need: 'Write who or what the tie is with',
  save: 'Tell them privately',
  saved: 'The safeguarding leads can read it now.',
  on: 'You wrote this on {day}.',
  take: 'Take it back',
  takeTitle: 'Take this back?',
  takeWords: 'It is gone at once, for everybody who uses Alongside.',
  takeYes: 'Take it back',
  keep: 'Leave it',
  taken: 'It has been taken back.',
  erased: 'The words of this are gone for good.',
  yours: 'What you have told',
});
