import type { Programme, Role } from '../api/types';
import { words } from '../i18n/words';
import type { Place } from './store';

const t = words('labels', {
  coach: 'Coach',
  leader: 'Leader',
  learning_partner: 'Learning partner',
  co_learning_partner: 'Co-learning partner',
  coordinator: 'Coordinator',
  asRole: '{programme}: {role}',
  operating: 'Running Alongside',
});

/** The programme’s own word for a role, or ours where it has none. */
export function roleWord(role: Role, programme: Programme | null | undefined, livedExperience = false): string {
  const own = programme?.labels[role];
  if (own) return own;
  return role === 'learning_partner' && livedExperience ? t('co_learning_partner') : t(role);
}

export const placeWords = ({ seat, programme }: Place): string =>
  seat ? t('asRole', { programme: seat.programme_name, role: seat.role_label || roleWord(seat.role, programme) }) : t('operating');

const TITLES = /^(dr|mr|mrs|ms|mx|miss|prof|professor|sir|dame|lord|lady|rev)\.?$/i;

/** What to call someone in a sentence: the first of their names, unless that is a title. */
export function callName(displayName: string): string {
  const [first = '', ...rest] = displayName.trim().split(/\s+/);
  return rest.length === 0 || TITLES.test(first) ? displayName.trim() : first;
}
