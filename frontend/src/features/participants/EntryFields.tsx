import type { Organisation } from '../../api/types';
import type { Form } from '../../ui/form';
import { SelectField, TextArea, TextField } from '../../ui/fields';
import { type Readers, useGathered } from '../../shared/ReadBy';
import type { Entry } from './entry';
import { OrganisationField } from './OrganisationField';
import { t } from './words';

const WAYS = ['email', 'phone', 'text', 'post'] as const;
const OFFICE = ['given_name', 'family_name', 'email', 'organisation_id', 'job_title'];
const OWN = ['phone', 'contact_by', 'access_needs', 'topics', 'capacity'];

/** What coordinators alone correct: the name as it is on lists, the address, and where someone works. */
export function OfficeFields({ form, organisation, emailHint, readers }: { form: Form<Entry>; organisation: Organisation | null; emailHint: string; readers: Readers }) {
  const { line, own, box } = useGathered(readers, OFFICE);
  return (
    <>
      {line}
      <div class="pairs">
        <TextField form={form} name="given_name" {...box('given_name', t('givenName'))} autoComplete="off" />
        <TextField form={form} name="family_name" {...box('family_name', t('familyName'))} autoComplete="off" />
      </div>
      <TextField form={form} name="email" {...box('email', t('emailAddress'), emailHint)} optional type="email" autoComplete="off" spellcheck={false} />
      <OrganisationField form={form} now={organisation} readers={own('organisation_id')} />
      <TextField form={form} name="job_title" {...box('job_title', t('jobTitle'))} optional autoComplete="off" />
    </>
  );
}

/** What people change about themselves, and coordinators for them. */
export function OwnFields({ form, me, readers }: { form: Form<Entry>; me: boolean; readers: Readers }) {
  const { line, box } = useGathered(readers, OWN);
  const ways = [{ value: '', label: t('noContact') }, ...WAYS.map((value) => ({ value, label: t(value) }))];
  return (
    <>
      <TextField form={form} name="display_name" label={t(me ? 'displayNameYou' : 'displayName')} hint={t(me ? 'displayNameReadYou' : 'displayNameRead')} autoComplete={me ? 'nickname' : 'off'} />
      {line}
      <TextField form={form} name="phone" {...box('phone', t('phoneNumber'))} optional type="tel" inputMode="tel" autoComplete={me ? 'tel' : 'off'} />
      <SelectField form={form} name="contact_by" {...box('contact_by', t(me ? 'contactByYou' : 'contactBy'))} choices={ways} />
      <TextArea form={form} name="access_needs" {...box('access_needs', t(me ? 'helpsYou' : 'helps'), t('helpsHint'))} optional low />
      <TextArea form={form} name="topics" {...box('topics', t(me ? 'topicsYou' : 'topics'))} optional low />
      <TextField form={form} name="capacity" {...box('capacity', t(me ? 'capacityYou' : 'capacity'), t('capacityHint'))} optional short inputMode="numeric" autoComplete="off" />
    </>
  );
}
