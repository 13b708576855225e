import type { Programme } from '../../api/types';
import { dateOnly } from '../../i18n/dates';
import { t } from './words';

export function datesWords({ starts_on, ends_on }: Pick<Programme, 'starts_on' | 'ends_on'>): string {
  if (starts_on && ends_on) return t('span', { start: dateOnly(starts_on), end: dateOnly(ends_on) });
  if (starts_on) return t('from', { day: dateOnly(starts_on) });
  return ends_on ? t('until', { day: dateOnly(ends_on) }) : t('noDates');
}
