import { words } from '../../i18n/words';

export const t = words('ownData', {
  title: 'Your data, your say',
  lead: 'What we hold about you, who can see it, and how to take it with you.',
  toAccount: 'your account',
  kept: 'What is kept, and who can see it',
  keptWords: 'Each programme has a page about you. Beside each thing on it, you find the names of those who can see it.',
  keptNowhere: 'You take part in no programme just now, so there is no page about you.',
  seeKept: 'What {programme} keeps about you',
  seePrivacy: 'What Alongside keeps, why, and for how long',
  take: 'Take it with you',
  takeWords: 'Everything we hold that is by you or about you, in one folder: a page to read, and a file that a computer can read. It has your private notes in it, so keep it where nobody else opens it.',
  takeOthers: 'What other people wrote is in it only where you can read it today.',
  makeCopy: 'Make my copy',
  copying: 'Making your copy',
  agreed: 'What you agreed to',
  seeAgreed: 'See what you said yes to, and take it back',
  looked: 'Who looked at it',
  seeLooked: 'See who opened or changed what is kept about you',
  leave: 'Leave',
  seeDelete: 'Delete my account and data',
  copyMade: 'Your copy is made. It is with your downloads.',
});
