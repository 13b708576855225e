import { counted } from './numbers';
import { wallTime } from './zones';
import { words } from './words';

/** Dates are always asked of en-GB: browsers have no data for some languages and would fall back to American dates. */
const LOCALE = 'en-GB';
const A_DAY = 86_400_000;

const t = words('dates', {
  noon: '12 noon',
  midnight: '12 midnight',
  span: '{start} to {end}',
  when: '{day}, {time}',
  zone: '{city} time',
  today: 'today',
  tomorrow: 'tomorrow',
  days: 'in {count} days',
  week: 'in a week',
  weeks: 'in {count} weeks',
});

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(LOCALE, options)));
  return found;
}

function pieces(at: Date, options: Intl.DateTimeFormatOptions): Record<string, string> {
  return Object.fromEntries(format(options).formatToParts(at).map(({ type, value }) => [type, value]));
}

const yearOf = (at: Date, zone: string): string => wallTime(at, zone).date.slice(0, 4);

/** “Wednesday 25 November”, with the year when it is not this one. */
export function day(at: Date, zone: string, now = new Date()): string {
  const p = pieces(at, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' });
  const year = yearOf(at, zone);
  return `${p.weekday} ${p.day} ${p.month}${year === yearOf(now, zone) ? '' : ` ${year}`}`;
}

export function dateBox(at: Date, zone: string): { weekday: string; day: string; month: string } {
  const p = pieces(at, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' });
  return { weekday: p.weekday ?? '', day: p.day ?? '', month: p.month ?? '' };
}

/** “2pm”, “9.30am”, “12 noon”. */
export function time(at: Date, zone: string): string {
  const [hours = 0, minutes = 0] = wallTime(at, zone).time.split(':').map(Number);
  if (minutes === 0 && hours === 12) return t('noon');
  if (minutes === 0 && hours === 0) return t('midnight');
  const past = minutes ? `.${String(minutes).padStart(2, '0')}` : '';
  return `${hours % 12 || 12}${past}${hours < 12 ? 'am' : 'pm'}`;
}

/** “2pm to 3pm”. */
export const span = (start: Date, end: Date, zone: string): string =>
  t('span', { start: time(start, zone), end: time(end, zone) });

/** “Wednesday 25 November, 2pm”. */
export const when = (at: Date, zone: string): string => t('when', { day: day(at, zone), time: time(at, zone) });

/** “London time”. */
export const zoneName = (zone: string): string =>
  t('zone', { city: (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ') });

/** “30 November 2026”, of a date without a time. */
export const dateOnly = (date: string): string =>
  format({ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${date}T12:00:00Z`));

/** “March 2027”, of “2027-03”. */
export const monthOnly = (month: string): string =>
  format({ timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${month}-15T12:00:00Z`));

/** How many midnights lie between now and then. */
export function daysUntil(at: Date, zone: string, now = new Date()): number {
  const midnight = (of: Date) => Date.parse(`${wallTime(of, zone).date}T00:00:00Z`);
  return Math.round((midnight(at) - midnight(now)) / A_DAY);
}

/** “today”, “in 2 days”, “in 3 weeks”. */
export function howSoon(at: Date, zone: string, now = new Date()): string {
  const days = daysUntil(at, zone, now);
  if (days <= 0) return t('today');
  if (days === 1) return t('tomorrow');
  if (days === 7) return t('week');
  return days < 14 ? t('days', { count: counted(days) }) : t('weeks', { count: counted(Math.round(days / 7)) });
}

/** Which part of the day it is on this device: a key for a greeting. */
export function partOfDay(now = new Date()): 'morning' | 'afternoon' | 'evening' {
  const hour = now.getHours();
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
