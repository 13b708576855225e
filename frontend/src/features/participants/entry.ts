import type { ContactBy, Participant } from '../../api/types';
import type { Errors } from '../../ui/form';
import { t } from './words';

/** What the boxes of a person’s form hold: all text, empty where nothing is said. */
export type Entry = {
  given_name: string;
  family_name: string;
  display_name: string;
  email: string;
  phone: string;
  contact_by: ContactBy | '';
  organisation_id: string;
  job_title: string;
  access_needs: string;
  topics: string;
  capacity: string;
};

export const EMPTY: Entry = {
  given_name: '', family_name: '', display_name: '', email: '', phone: '', contact_by: '', organisation_id: '', job_title: '', access_needs: '', topics: '', capacity: '',
};

export function entryOf(person: Participant): Entry {
  const text = (value: string | number | null | undefined): string => (value ?? '').toString();
  return Object.fromEntries(Object.keys(EMPTY).map((name) => [name, text(person[name as keyof Participant] as string)])) as Entry;
}

const ADDRESS = /^\S+@\S+\.\S+$/;

export function checkEntry({ email, capacity }: Entry): Errors<Entry> {
  const number = Number(capacity);
  const sensible = capacity.trim() === '' || (Number.isInteger(number) && number >= 0 && number <= 100);
  return {
    email: email.trim() && !ADDRESS.test(email.trim()) ? t('badEmail') : '',
    capacity: sensible ? '' : t('badCapacity'),
  };
}

/** As the API wants it: numbers as numbers, and null for what is empty. */
export function sent(name: keyof Entry, value: string): string | number | null {
  const trimmed = value.trim();
  if (trimmed === '') return name === 'family_name' ? '' : null;
  return name === 'capacity' ? Number(trimmed) : trimmed;
}

/** Only what was changed is sent, so that nothing else is touched. */
export function changesOf(before: Entry, now: Entry): Partial<Record<keyof Entry, string | number | null>> {
  const changed = (Object.keys(EMPTY) as (keyof Entry)[]).filter((name) => now[name].trim() !== before[name].trim());
  return Object.fromEntries(changed.map((name) => [name, sent(name, now[name])]));
}

/** After somebody else changed it too: what was typed here stays, the rest is as it is now. */
export function merged(before: Entry, typed: Entry, latest: Entry): Entry {
  const kept = (Object.keys(EMPTY) as (keyof Entry)[]).map((name) => [name, typed[name] === before[name] ? latest[name] : typed[name]]);
  return Object.fromEntries(kept) as Entry;
}
