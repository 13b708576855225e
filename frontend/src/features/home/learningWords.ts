import { words } from '../../i18n/words';

export const t = words('learningHome', {
  offered: 'Newly offered to learning',
  offeredNone: 'Nobody has offered anything yet. What people choose to share with learning partners appears here.',
  offeredAll: 'Read everything that was offered',
});
