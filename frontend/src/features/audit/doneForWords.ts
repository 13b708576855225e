import { words } from '../../i18n/words';

export const t = words('doneFor', {
  title: 'What was done for you',
  entry: '{when}: {by} wrote down for you: {what} {how}',
  somebody: 'Somebody in the programme team',
  yes: 'yes to a pairing.',
  no: 'no to a pairing.',
  book: 'a session to book.',
  change: 'a change to a session.',
  cancel: 'a session to cancel.',
  record: 'whether a session took place.',
  details: 'a change to your details.',
  other: 'something you had said.',
  phone: 'You had said so by phone.',
  inPerson: 'You had said so in person.',
  post: 'You had said so by post.',
  wrong: 'If something here is not what you said, tell your coordinator. It can be put right.',
});
