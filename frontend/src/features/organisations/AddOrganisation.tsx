import { call } from '../../api/call';
import { me } from '../../me/store';
import { withReaders } from '../../shared/ReadBy';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { Section } from '../../ui/Small';
import { t } from './words';

export function AddOrganisation({ done }: { done: () => void }) {
  const form = useForm({
    start: { name: '', ods_code: '' },
    check: ({ name }) => ({ name: name.trim() ? '' : t('needName') }),
    send: ({ name, ods_code }, key) => call('post', '/api/v1/organisations', { body: { name: name.trim(), ods_code: ods_code.trim() || null }, key }),
    done: ({ data }) => {
      form.reset({ name: '', ods_code: '' });
      done();
      tellDone(t('added', { name: data.name }), { stay: true });
    },
  });
  return (
    <Section id="add" title={t('addTitle')} class="card flat stack">
      <FormBox form={form}>
        <TextField form={form} name="name" label={t('addName')} hint={withReaders('', me.value?.readers.organisation)} autoComplete="off" />
        <TextField form={form} name="ods_code" label={t('addCode')} hint={t('addCodeHint')} optional short autoComplete="off" spellcheck={false} />
        <Send form={form} look="btn quiet">{t('add')}</Send>
      </FormBox>
    </Section>
  );
}
