import { words } from '../../i18n/words';

export const t = words('first', {
  title: 'This place asks for a second step',
  lead: 'You were asked to help in {programme}.',
  why: 'Whoever helps to run a programme can see more than others do. So it takes two steps to sign in, and nobody gets in with your password alone.',
  how: 'Set up a second step now. Then this place opens, and you are asked for it each time you sign in.',
  setUp: 'Set up a second step',
  passkey: 'If you have a passkey, you can sign out and sign in with it instead.',
  unexpected: 'If you did not expect this, you need not do anything. Nobody sees that you have looked.',
});
