import { words } from '../../i18n/words';

export const t = words('devices', {
  title: 'Where you are signed in',
  lead: 'Each phone or computer that can open your account. If you do not know one, sign it out.',
  account: 'your account',
  on: '{browser} on {system}',
  unknown: 'A device we have no name for',
  this: 'this one',
  signedIn: 'Signed in {when}',
  used: 'Last used {when}',
  out: 'Sign it out',
  outOf: '{device}, signed in {when}',
  gone: 'It is signed out. Nobody can use it to open your account.',
  others: 'Sign out all the others',
  othersTitle: 'Sign out every other device?',
  othersBody: 'You stay signed in here. Everywhere else, whoever wants to open your account must sign in again.',
  othersGone: 'All your other devices are signed out.',
  keep: 'Keep them',
  alone: 'You are signed in here and nowhere else.',
  notMine: 'If one of them is not yours, sign it out, and then change your password.',
  kept: 'We keep the kind of browser and the times. We do not keep where you were or your network address.',
});
