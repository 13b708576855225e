import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { SignIn } from '../../api/types';
import { day, time } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Tag } from '../../ui/Small';
import { t } from './devicesWords';

const when = (moment: string): string => `${day(new Date(moment), deviceZone())}, ${time(new Date(moment), deviceZone())}`;

const named = ({ browser, system }: SignIn): string => (browser && system ? t('on', { browser, system }) : browser || system || t('unknown'));

/** Where one is signed in, and how to end that: one device, or all but this. */
export default function Devices() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/me/sign-ins', { signal })).data.items, []);
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/account', to: t('account') }} narrow>
      <div class="stack gap-m">
        <Loaded from={load} part>{(all) => <List all={all} set={load.set} />}</Loaded>
        <p>{t('notMine')}</p>
        <p class="muted">{t('kept')}</p>
      </div>
    </Page>
  );
}

function List({ all, set }: { all: SignIn[]; set: (all: SignIn[]) => void }) {
  const [sure, setSure] = useState(false);
  const endOthers = async () => {
    await call('post', '/api/v1/sign-out/others');
    set(all.filter((one) => one.this));
    tellDone(t('othersGone'), { stay: true });
  };
  return (
    <div class="stack">
      <ul class="todo" role="list">
        {all.map((one) => <Device key={one.id} one={one} gone={() => set(all.filter(({ id }) => id !== one.id))} />)}
      </ul>
      {all.length > 1 ? <p><button type="button" class="btn quiet" onClick={() => setSure(true)}>{t('others')}</button></p> : <p>{t('alone')}</p>}
      {sure && <Confirm title={t('othersTitle')} yes={t('others')} no={t('keep')} onClose={() => setSure(false)} onYes={endOthers}><p>{t('othersBody')}</p></Confirm>}
    </div>
  );
}

function Device({ one, gone }: { one: SignIn; gone: () => void }) {
  const end = async () => {
    await call('delete', '/api/v1/me/sign-ins/{sign_in_id}', { path: { sign_in_id: one.id } });
    gone();
    tellDone(t('gone'), { stay: true });
  };
  return (
    <li>
      <div>
        <h2 class="h3">{named(one)}<span class="vh">, {t('signedIn', { when: when(one.created_at) })}</span> {one.this && <Tag tone="ok">{t('this')}</Tag>}</h2>
        <p class="muted">{t('signedIn', { when: when(one.created_at) })}. {t('used', { when: when(one.used_at) })}.</p>
      </div>
      {!one.this && <button type="button" class="btn quiet s" aria-label={`${t('out')}: ${t('outOf', { device: named(one), when: when(one.created_at) })}`} onClick={() => void end()}>{t('out')}</button>}
    </li>
  );
}
