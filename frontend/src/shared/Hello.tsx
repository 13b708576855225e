import type { ComponentChildren } from 'preact';
import { partOfDay } from '../i18n/dates';
import { words } from '../i18n/words';
import { callName } from '../me/labels';
import { me } from '../me/store';
import { Page } from '../ui/Page';

const t = words('hello', {
  morning: 'Good morning, {name}',
  afternoon: 'Good afternoon, {name}',
  evening: 'Good evening, {name}',
});

/** A home page greets. */
export function Hello({ lead, children }: { lead: string; children?: ComponentChildren }) {
  const name = callName(me.value?.person.display_name ?? '');
  return <Page title={t(partOfDay(), { name })} lead={lead}>{children}</Page>;
}
