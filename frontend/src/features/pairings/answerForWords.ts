import { words } from '../../i18n/words';

export const t = words('answerFor', {
  title: 'Has {name} told you?',
  why: '{name} has no email address and cannot sign in. If {name} told you the answer, you can write it down here. Write down only what {name} said.',
  reads: 'Who can see this: {name} and the coordinators. If it is a yes, {other} sees it too.',
  noted: 'It is noted that you wrote it for {name}, and how you were told. {name} gets a page about it that you print.',
  answer: 'What did {name} say?',
  yes: 'Yes, I would like to work with {other}',
  no: 'Not this time',
  how: 'How did {name} tell you?',
  byPhone: 'By phone',
  inPerson: 'In person',
  byPost: 'By post',
  needAnswer: 'Choose what {name} said',
  needMeans: 'Choose how {name} told you',
  send: 'Write it down for {name}',
  done: 'Written down. Now print the page for {name}, and hand it over or post it.',
});
