import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { SecondFactor as Held, SetUp } from '../../api/types';
import { day } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { useProof } from './proof';
import { Codes, makeCodes, TellApp } from './secondParts';
import { t } from './secondWords';

/** One’s own second step: whether it is on, setting it up, its recovery codes, turning it off. */
export default function SecondFactor() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/me/second-factor', { signal })).data, []);
  const [made, setMade] = useState<SetUp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const back = { href: '/account', to: t('account') };
  const showCodes = async () => {
    setCodes(await makeCodes());
    setMade(null);
  };
  const confirm = async (code: string) => {
    await call('post', '/api/v1/me/second-factor/confirm', { body: { code } });
    await showCodes();
  };
  const keep = () => {
    setCodes(null);
    void load.reload();
  };

  if (codes) return <Page title={t('codesTitle')} lead={t('codesLead')} narrow><Codes codes={codes} done={keep} /></Page>;
  if (made) return <Page title={t('mustTitle')} lead={t('lead')} back={back} narrow><TellApp made={made} send={confirm} /></Page>;
  return (
    <Page title={t('title')} lead={t('lead')} back={back} narrow>
      <Loaded from={load} part>{(held) => <Standing held={held} setMade={setMade} showCodes={showCodes} reload={load.reload} />}</Loaded>
    </Page>
  );
}

interface StandingProps {
  held: Held;
  setMade: (made: SetUp) => void;
  showCodes: () => Promise<void>;
  reload: () => Promise<void>;
}

function Standing({ held, setMade, showCodes, reload }: StandingProps) {
  const { ask, prompt } = useProof();
  const [sure, setSure] = useState(false);
  const begin = async () => setMade((await call('post', '/api/v1/me/second-factor')).data);
  const end = async () => {
    await call('delete', '/api/v1/me/second-factor');
    await reload();
    tellDone(t('isOff'), { stay: true });
  };

  return (
    <div class="stack gap-m">
      <p>{held.confirmed_at ? t('onSince', { when: day(new Date(held.confirmed_at), deviceZone()) }) : t('off')}</p>
      {held.required && <p>{t('needed')}</p>}
      {held.confirmed_at ? (
        <>
          <p>{t('codesLeft', { n: held.recovery_codes_left })} {t('codesOld')}</p>
          <div class="acts">
            <button type="button" class="btn quiet" onClick={() => void ask(showCodes)}>{t('codesNew')}</button>
            <button type="button" class="btn quiet" onClick={() => setSure(true)}>{t('turnOff')}</button>
          </div>
        </>
      ) : <p><button type="button" class="btn" onClick={() => void ask(begin)}>{t('begin')}</button></p>}
      {sure && <Confirm title={t('turnOffTitle')} yes={t('turnOff')} no={t('keep')} onClose={() => setSure(false)} onYes={() => ask(end)}><p>{t('turnOffBody')}</p></Confirm>}
      {prompt}
    </div>
  );
}
