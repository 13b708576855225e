import { words } from '../../i18n/words';

export const t = words('firstPasskey', {
  ends: 'When you add one, your other devices are signed out. They stay signed in if you use an app for codes.',
});
