import { words } from '../../i18n/words';

export const t = words('propose', {
  propose: 'Propose a pairing',
  toAll: 'pairings',
  proposeLead: 'The coach is asked first. The leader hears nothing until the coach has said yes.',
  findCoach: 'Find a {role}',
  chooseOne: 'Choose a {role}',
  room: { one: 'Could work with one person', other: 'Could work with {n} people' },
  found: { one: 'One person found.', other: '{n} people found.' },
  noneThere: 'We found nobody like that.',
  noneAtAll: 'There is nobody in this role yet.',
  look: 'Look',
  more: 'There are more. Write a part of a name to find them.',
  needCoach: 'Choose a coach',
  needLeader: 'Choose a leader',
  tiesNote: 'You are not shown ties that people told in private. Ask a safeguarding lead before you propose, if you are not sure.',
  proposeSend: 'Ask {name}',
  proposeSendPlain: 'Propose this pairing',
  proposeDone: '{name} has been asked. You will find the answer here.',
});
