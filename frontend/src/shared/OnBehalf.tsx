import type { ComponentChildren } from 'preact';
import { call } from '../api/call';
import type { Named, Participant } from '../api/types';
import { words } from '../i18n/words';
import { callName } from '../me/labels';
import { RadioField } from '../ui/fields';
import { useForm } from '../ui/form';
import { useLoad } from '../ui/Loaded';

const t = words('onBehalf', {
  asked: 'Did somebody who cannot sign in ask you for this?',
  hint: 'Then it is noted that you did it for them, and a page for them to keep can be printed.',
  no: 'No, the team does it',
  byPhone: '{name} told me by phone',
  inPerson: '{name} told me in person',
  byPost: '{name} told me by post',
});

export type Means = 'phone' | 'in_person' | 'post';
const MEANS = { phone: 'byPhone', in_person: 'inPerson', post: 'byPost' } as const;

/** Somebody without an email address who never came in: others have to write things down for them. */
const isSilent = ({ email, joined }: Participant): boolean => email === null && joined === false;

async function readSilent(people: readonly Named[], signal: AbortSignal): Promise<Participant[]> {
  const read = async ({ id }: Named): Promise<Participant> => (await call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: id }, signal })).data;
  return (await Promise.all(people.map(read))).filter(isSilent);
}

interface Told {
  body: { on_behalf?: { participant_id: string; means: Means } };
  field: ComponentChildren;
}

/** For coordinators: whether one of these people told them, and how. Where all can sign in, nothing is asked. */
export function useTold(people: readonly Named[], ask: boolean): Told {
  const load = useLoad((signal) => (ask ? readSilent(people, signal) : Promise.resolve([])), people.map(({ id }) => id));
  const form = useForm({ start: { told: '' }, send: () => Promise.resolve() });
  const silent = load.data ?? [];
  if (!silent.length) return { body: {}, field: null };
  const [means = '', who = ''] = form.values.told.split(' ');
  const choices = silent.flatMap((one) => Object.entries(MEANS).map(([code, key]) => ({ value: `${code} ${one.id}`, label: t(key, { name: callName(one.display_name) }) })));
  return {
    body: who ? { on_behalf: { participant_id: who, means: means as Means } } : {},
    field: <RadioField form={form} name="told" label={t('asked')} hint={t('hint')} choices={[{ value: '', label: t('no') }, ...choices]} />,
  };
}
