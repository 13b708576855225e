import { useLocation } from 'preact-iso';
import { call } from '../../api/call';
import { keepProgramme, me } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { Page } from '../../ui/Page';
import { BasicFields, type Basics, checkBasics } from './BasicFields';
import { t } from './words';

const START: Basics = { name: '', aims: '', starts_on: '', ends_on: '', time_zone: 'Europe/London' };

export default function MakeProgramme() {
  const { route } = useLocation();
  const who = me.value?.readers.programme;
  const form = useForm({
    start: START,
    check: checkBasics,
    send: (v, key) => call('post', '/api/v1/programmes', { body: { ...v, name: v.name.trim(), aims: v.aims.trim(), starts_on: v.starts_on || null, ends_on: v.ends_on || null }, key }),
    done: ({ data }) => {
      keepProgramme(data);
      tellDone(t('made', { name: data.name }));
      route(`/programmes/${data.id}`);
    },
  });
  return (
    <Page title={t('make')} lead={t('makeLead')} back={{ href: '/programmes', to: t('toAll') }} narrow>
      <FormBox form={form}>
        <BasicFields form={form} readers={who && { name: who, aims: who }} />
        <div class="bar"><Send form={form}>{t('make')}</Send></div>
      </FormBox>
    </Page>
  );
}
