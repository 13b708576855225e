import type { ComponentChildren } from 'preact';
import type { Programme, Session } from '../../api/types';
import { zoneName } from '../../i18n/dates';
import { whenWords, yoursWords } from '../../shared/when';
import { type Form, FormBox, Send } from '../../ui/form';
import { RadioField, TextField } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { withReaders } from '../../shared/ReadBy';
import { LENGTHS, momentOf, type Plan, timesOf } from './times';
import { t } from './planWords';

const MODES = ['video', 'phone', 'in_person'] as const;
const PLACE = { video: 'placeVideo', phone: 'placePhone', in_person: 'place' } as const;

const lengthWords = (length: string): string => (length === '60' ? t('hour') : length === '90' ? t('hourHalf') : t('minutes', { n: length }));

interface Props {
  form: Form<Plan>;
  programme: Programme;
  readers: readonly string[] | null;
  send: (when: string | null, past: boolean) => string;
  children?: ComponentChildren;
}

/** Day, time, length, how and where. What the button does is written on it. */
export function PlanForm({ form, programme: { time_zone }, readers, send, children }: Props) {
  const times = timesOf(form.values, time_zone);
  const drawn = times && { starts_at: times.starts_at.toISOString(), ends_at: times.ends_at.toISOString(), time_zone };
  const past = !!times && times.starts_at.getTime() < Date.now();
  return (
    <FormBox form={form}>
      {children}
      <p class="row"><Icon name="clock" /> {t('zone', { zone: zoneName(time_zone) })}</p>
      <div class="pairs">
        <TextField form={form} name="date" label={t('day')} type="date" />
        <TextField form={form} name="start" label={t('start')} type="time" />
      </div>
      {momentOf(form.values, time_zone)?.kind === 'twice' && (
        <RadioField form={form} name="which" label={t('twice')} choices={[{ value: 'first', label: t('twiceFirst') }, { value: 'later', label: t('twiceLater') }]} />
      )}
      <RadioField form={form} name="length" label={t('length')} as="pills" choices={[...LENGTHS.map((value) => ({ value, label: lengthWords(value) })), { value: 'other', label: t('other') }]} />
      {form.values.length === 'other' && <TextField form={form} name="end" label={t('ends')} type="time" short />}
      <RadioField form={form} name="mode" label={t('mode')} as="pills" choices={MODES.map((value) => ({ value, label: t(value) }))} />
      <TextField form={form} name="place" label={t(PLACE[form.values.mode])} hint={withReaders(t('placeHint'), readers)} optional autoComplete="off" />
      <p role="status">{drawn && <WillBe session={drawn} past={past} />}</p>
      <div class="bar"><Send form={form}>{send(drawn && whenWords(drawn), past)}</Send></div>
    </FormBox>
  );
}

function WillBe({ session, past }: { session: Pick<Session, 'starts_at' | 'ends_at' | 'time_zone'>; past: boolean }) {
  return <>{t(past ? 'wasOn' : 'willBe', { when: whenWords(session) })} {yoursWords(session)}</>;
}
