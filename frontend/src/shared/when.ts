import type { Session } from '../api/types';
import { day, span, time, zoneName } from '../i18n/dates';
import { words } from '../i18n/words';
import { deviceZone, sameClock } from '../i18n/zones';

const t = words('when', {
  full: '{day}, {times}',
  zoned: '{day}, {times}, {zone}',
  forYou: 'That is {times} where you are.',
  forYouDay: 'That is {day}, {times} where you are.',
});

type Timed = Pick<Session, 'starts_at' | 'ends_at' | 'time_zone'>;

/** When a session is, in the programme’s time. The zone is named where the reader’s clock shows another time. */
export function whenWords({ starts_at, ends_at, time_zone }: Timed): string {
  const [start, end] = [new Date(starts_at), new Date(ends_at)];
  const shown = { day: day(start, time_zone), times: span(start, end, time_zone) };
  return sameClock(start, time_zone, deviceZone()) ? t('full', shown) : t('zoned', { ...shown, zone: zoneName(time_zone) });
}

/** For lists: when a session starts. In whole words, because voices spell out “Wed” and “Nov”. */
export function startWords({ starts_at, time_zone }: Timed): string {
  const start = new Date(starts_at);
  const shown = { day: day(start, time_zone), times: time(start, time_zone) };
  return sameClock(start, time_zone, deviceZone()) ? t('full', shown) : t('zoned', { ...shown, zone: zoneName(time_zone) });
}

/** The same for the reader’s own clock, where it differs; otherwise nothing. */
export function yoursWords({ starts_at, ends_at, time_zone }: Timed): string {
  const [start, end, yours] = [new Date(starts_at), new Date(ends_at), deviceZone()];
  if (sameClock(start, time_zone, yours)) return '';
  const [here, there] = [day(start, yours), day(start, time_zone)];
  const times = span(start, end, yours);
  return here === there ? t('forYou', { times }) : t('forYouDay', { day: here, times });
}
