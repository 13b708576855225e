import { words } from '../../i18n/words';

export const t = words('feedback', {
  listTitle: 'Feedback',
  listLead: 'What you said about sessions, and what was said to you.',
  listLeadTeam: 'What people chose to tell the programme team.',
  none: 'There is nothing here yet.',
  noneHint: 'After a session, each of you can say how it went.',
  team: 'The programme team',
  learning_partners: 'The learning partners',
  yours: 'You, to {who}',
  from: 'From {name}',
  on: 'Given on {day}.',
  session: 'See the session',
  take: 'Take it back',
  takeTitle: 'Take your words back?',
  takeWords: 'From that moment nobody who uses Alongside can read them, anywhere in it. You need not say why.',
  takeYes: 'Take them back',
  keep: 'Leave them',
  taken: 'Your words have been taken back.',
});
