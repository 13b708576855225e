import type { Organisation } from '../../api/types';
import type { Form } from '../../ui/form';
import { SelectField, TextArea, TextField } from '../../ui/fields';
import { withReaders } from '../../shared/ReadBy';
import type { Entry } from './entry';
import { OrganisationField } from './OrganisationField';
import { t } from './words';

export type Readers = Readonly<Record<string, readonly string[]>> | null | undefined;

const WAYS = ['email', 'phone', 'text', 'post'] as const;

/** What coordinators alone correct: the name as it is on lists, the address, and where someone works. */
export function OfficeFields({ form, organisation, emailHint, readers }: { form: Form<Entry>; organisation: Organisation | null; emailHint: string; readers: Readers }) {
  return (
    <>
      <div class="pairs">
        <TextField form={form} name="given_name" label={t('givenName')} hint={withReaders('', readers?.given_name, t('givenName'))} autoComplete="off" />
        <TextField form={form} name="family_name" label={t('familyName')} hint={withReaders('', readers?.family_name, t('familyName'))} autoComplete="off" />
      </div>
      <TextField form={form} name="email" label={t('emailAddress')} hint={withReaders(emailHint, readers?.email, t('emailAddress'))} optional type="email" autoComplete="off" spellcheck={false} />
      <OrganisationField form={form} now={organisation} readers={readers?.organisation_id} />
      <TextField form={form} name="job_title" label={t('jobTitle')} hint={withReaders('', readers?.job_title, t('jobTitle'))} optional autoComplete="off" />
    </>
  );
}

/** What people change about themselves, and coordinators for them. */
export function OwnFields({ form, me, readers }: { form: Form<Entry>; me: boolean; readers: Readers }) {
  const ways = [{ value: '', label: t('noContact') }, ...WAYS.map((value) => ({ value, label: t(value) }))];
  return (
    <>
      <TextField form={form} name="display_name" label={t(me ? 'displayNameYou' : 'displayName')} hint={t(me ? 'displayNameReadYou' : 'displayNameRead')} autoComplete={me ? 'nickname' : 'off'} />
      <TextField form={form} name="phone" label={t('phoneNumber')} hint={withReaders('', readers?.phone, t('phoneNumber'))} optional type="tel" inputMode="tel" autoComplete={me ? 'tel' : 'off'} />
      <SelectField form={form} name="contact_by" label={t(me ? 'contactByYou' : 'contactBy')} hint={withReaders('', readers?.contact_by, t(me ? 'contactByYou' : 'contactBy'))} choices={ways} />
      <TextArea form={form} name="access_needs" label={t(me ? 'helpsYou' : 'helps')} hint={withReaders(t('helpsHint'), readers?.access_needs, t(me ? 'helpsYou' : 'helps'))} optional low />
      <TextArea form={form} name="topics" label={t(me ? 'topicsYou' : 'topics')} hint={withReaders('', readers?.topics, t(me ? 'topicsYou' : 'topics'))} optional low />
      <TextField form={form} name="capacity" label={t(me ? 'capacityYou' : 'capacity')} hint={withReaders(t('capacityHint'), readers?.capacity, t(me ? 'capacityYou' : 'capacity'))} optional short inputMode="numeric" autoComplete="off" />
    </>
  );
}
