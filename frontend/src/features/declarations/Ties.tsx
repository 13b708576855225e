import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Declaration, Participant } from '../../api/types';
import { day } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { me } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextArea } from '../../ui/fields';
import { Loaded, NotFound, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Section } from '../../ui/Small';
import { ReadBy } from '../../shared/ReadBy';
import { Who } from '../../ui/Who';
import { t } from './words';

/** One’s own declarations of interest, in one programme. */
export default function Ties() {
  const { params: { personId = '' }, query: { asked } } = useRoute();
  const seat = me.value?.participants.find(({ id }) => id === personId);
  const load = useLoad(async (signal) => (await call('get', '/api/v1/declarations', { query: { participant_id: personId, limit: 100 }, signal })).data.items, [personId]);
  const self = useLoad(async (signal): Promise<Participant> => (await call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: personId }, signal })).data, [personId]);
  if (!seat) return <NotFound />;
  return (
    <Page title={t('title')} lead={t('lead')} back={asked ? { href: `/pairings/${encodeURIComponent(asked)}`, to: t('toAsked') } : { href: `/people/${personId}`, to: t('to', { programme: seat.programme_name }) }} narrow>
      <div class="stack gap-l">
        <div class="note me">
          <Loaded from={self} part>{({ readers }) => <Who kind="me" names={<ReadBy names={readers?.declaration} />} id="ties-who">{t('whoRest')}</Who>}</Loaded>
          <Tell participantId={personId} told={(one) => load.set([one, ...(load.data ?? [])])} />
        </div>
        <Section id="yours" title={t('yours')}>
          <Loaded from={load} part>
            {(all) => (all.length ? <div class="stack">{all.map((one) => <Tie key={one.id} tie={one} gone={() => load.set(all.filter(({ id }) => id !== one.id))} />)}</div> : <p class="muted">{t('none')}</p>)}
          </Loaded>
        </Section>
      </div>
    </Page>
  );
}

function Tell({ participantId, told }: { participantId: string; told: (one: Declaration) => void }) {
  const form = useForm({
    start: { text: '' },
    check: ({ text }) => ({ text: text.trim() ? '' : t('need') }),
    send: ({ text }, key) => call('post', '/api/v1/declarations', { body: { participant_id: participantId, text: text.trim() }, key }),
    done: ({ data }) => {
      form.reset({ text: '' });
      told(data);
      tellDone(t('saved'), { stay: true });
    },
  });
  return (
    <FormBox form={form} class="stack">
      <TextArea form={form} name="text" label={t('text')} hint={t('textHint')} low readers="ties-who" />
      <Send form={form}>{t('save')}</Send>
    </FormBox>
  );
}

function Tie({ tie, gone }: { tie: Declaration; gone: () => void }) {
  const [sure, setSure] = useState(false);
  const take = async () => {
    await call('delete', '/api/v1/declarations/{declaration_id}', { path: { declaration_id: tie.id } });
    gone();
    tellDone(t('taken'), { stay: true });
  };
  return (
    <div class="note me">
      <Who kind="me" names={<ReadBy names={tie.readers} />} />
      {tie.text ? <p class="words">{tie.text}</p> : <p class="muted">{t('erased')}</p>}
      <p class="small muted">{t('on', { day: day(new Date(tie.created_at), deviceZone()) })}</p>
      {may(tie, 'declaration:remove') && <div><button type="button" class="btn quiet s" onClick={() => setSure(true)}>{t('take')}</button></div>}
      {sure && <Confirm title={t('takeTitle')} yes={t('takeYes')} no={t('keep')} onYes={take} onClose={() => setSure(false)}><p>{t('takeWords')}</p></Confirm>}
    </div>
  );
}
