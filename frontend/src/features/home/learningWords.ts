import { words } from '../../i18n/words';

export const t = words('learningHome', {
  lead: 'What is changing, how, and why? This is what people in {programme} chose to share.',
  offered: 'Newly offered to learning',
  offeredNone: 'Nobody has offered anything yet. What people choose to share with learning partners appears here.',
  offeredAll: 'Read everything that was offered',
});
