import { zoneName } from '../../i18n/dates';

const FIRST = ['Europe/London', 'Europe/Dublin', 'Europe/Jersey', 'Europe/Guernsey', 'Europe/Isle_of_Man'];

/** Every zone that the browser knows, those of these islands first. */
export function zoneChoices(now: string): { value: string; label: string }[] {
  const all = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  const names = [...new Set([...FIRST, now, ...all])];
  return names.map((value) => ({ value, label: FIRST.includes(value) ? zoneName(value) : `${zoneName(value)} (${value.split('/')[0]})` }));
}
