import type { Named } from '../../api/types';
import { words } from '../../i18n/words';
import { callName } from '../../me/labels';
import { isMine, sides } from '../../me/store';

const t = words('sessionNames', { you: 'you and {name}', two: '{coach} and {leader}' });

/** “you and Helen”, or both names for those who are neither. */
export const namesOf = (both: { coach: Named; leader: Named }): string =>
  isMine(both) ? t('you', { name: callName(sides(both).other.display_name) }) : t('two', { coach: both.coach.display_name, leader: both.leader.display_name });
