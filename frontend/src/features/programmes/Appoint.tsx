import { useLocation, useRoute } from 'preact-iso';
import { call } from '../../api/call';
import type { Programme } from '../../api/types';
import { useProgramme } from '../../shared/useProgramme';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { Loaded } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { t } from './words';

export default function Appoint() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <AppointForm programme={programme} />}</Loaded>;
}

function AppointForm({ programme }: { programme: Programme }) {
  const { route } = useLocation();
  const form = useForm({
    start: { email: '', given_name: '', family_name: '' },
    check: (v) => ({ email: v.email.trim() ? '' : t('needEmail'), given_name: v.given_name.trim() ? '' : t('needGiven') }),
    send: (v, key) => call('post', '/api/v1/programmes/{programme_id}/coordinators', { path: { programme_id: programme.id }, body: { email: v.email.trim(), given_name: v.given_name.trim(), family_name: v.family_name.trim() }, key }),
    done: ({ data }) => {
      tellDone(t('appointed', { name: data.display_name }));
      route(`/people/${data.id}`);
    },
  });
  return (
    <Page title={t('appointTitle')} lead={t('appointLead', { name: programme.name })} back={{ href: `/programmes/${programme.id}`, to: t('to', { name: programme.name }) }} narrow>
      <FormBox form={form}>
        <div class="pairs">
          <TextField form={form} name="given_name" label={t('given')} hint={t('nameReads')} autoComplete="off" />
          <TextField form={form} name="family_name" label={t('family')} hint={t('nameReads')} autoComplete="off" />
        </div>
        <TextField form={form} name="email" label={t('email')} hint={t('emailHint')} type="email" autoComplete="off" spellcheck={false} />
        <div class="bar"><Send form={form}>{t('appointSend')}</Send></div>
      </FormBox>
    </Page>
  );
}
