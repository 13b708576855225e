import type { Programme } from '../../api/types';
import type { Errors, Form } from '../../ui/form';
import { SelectField, TextArea, TextField } from '../../ui/fields';
import { useGathered } from '../../shared/ReadBy';
import { zoneChoices } from './zones';
import { t } from './words';

export type Basics = {
  name: string;
  aims: string;
  starts_on: string;
  ends_on: string;
  time_zone: string;
};

export const checkBasics = ({ name, starts_on, ends_on }: Basics): Errors<Basics> => ({
  name: name.trim() ? '' : t('needName'),
  ends_on: starts_on && ends_on && ends_on < starts_on ? t('endsFirst') : '',
});

export function BasicFields({ form, readers }: { form: Form<Basics>; readers: Programme['readers'] | undefined }) {
  const { line, box } = useGathered(readers, ['name', 'aims']);
  return (
    <>
      {line}
      <TextField form={form} name="name" {...box('name', t('name'))} autoComplete="off" />
      <TextArea form={form} name="aims" {...box('aims', t('aims'), t('aimsHint'))} optional />
      <div class="pairs">
        <TextField form={form} name="starts_on" label={t('starts')} optional type="date" />
        <TextField form={form} name="ends_on" label={t('ends')} optional type="date" />
      </div>
      <SelectField form={form} name="time_zone" label={t('zoneField')} choices={zoneChoices(form.values.time_zone)} />
    </>
  );
}
