import { words } from '../../i18n/words';

export const t = words('learning', {
  title: 'Offered to learning',
  lead: 'What people in {programme} chose to share with learning partners. They may take it back at any time; then it is gone from here too.',
  who: 'Names here are made up.',
  whoRest: 'The same name is the same person. Please do not try to find out who it is.',
  none: 'Nobody has offered anything yet. What people choose to share appears here.',
  from: '{name}, a {role}',
  month: 'Offered in {month}',
  onlyAnswers: 'Answers only, without words',
  shown: { one: 'One piece', other: '{n} pieces' },
  shownMore: { one: 'The newest piece', other: 'The newest {n} pieces' },
});
