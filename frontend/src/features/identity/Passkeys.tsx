import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Passkey } from '../../api/types';
import { day, time } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { FormBox, Send, useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { t as first } from './firstPasskeyWords';
import { addPasskey } from './passkey';
import { t } from './passkeyWords';
import { useProof } from './proof';

const when = (moment: string): string => `${day(new Date(moment), deviceZone())}, ${time(new Date(moment), deviceZone())}`;

/** One’s own passkeys: which there are, adding one, removing one. */
export default function Passkeys() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/me/passkeys', { signal })).data.items, []);
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/account', to: t('account') }} narrow>
      <div class="stack gap-m">
        <Loaded from={load} part>{(all) => <List all={all} reload={load.reload} />}</Loaded>
        <p class="muted">{t('can')}</p>
      </div>
    </Page>
  );
}

function List({ all, reload }: { all: Passkey[]; reload: () => Promise<void> }) {
  const { ask, prompt } = useProof();
  const [going, setGoing] = useState<Passkey | null>(null);
  const remove = async (one: Passkey) => {
    await call('delete', '/api/v1/me/passkeys/{passkey_id}', { path: { passkey_id: one.id } });
    await reload();
    tellDone(t('removed'), { stay: true });
  };
  return (
    <div class="stack gap-m">
      {all.length ? <ul class="todo" role="list">{all.map((one) => <One key={one.id} one={one} remove={() => setGoing(one)} />)}</ul> : <p>{t('none')} {first('ends')}</p>}
      {'PublicKeyCredential' in window ? <Add ask={ask} reload={reload} /> : <p>{t('cannot')}</p>}
      {going && <Confirm title={t('removeTitle')} yes={t('remove')} no={t('keep')} onClose={() => setGoing(null)} onYes={() => ask(() => remove(going))}><p><strong>{going.name}</strong></p><p>{t('removeBody')}</p></Confirm>}
      {prompt}
    </div>
  );
}

function One({ one, remove }: { one: Passkey; remove: () => void }) {
  return (
    <li>
      <div>
        <p><strong>{one.name}</strong></p>
        <p class="muted">{t('made', { when: when(one.created_at) })}. {one.used_at ? t('used', { when: when(one.used_at) }) : t('unused')}.</p>
      </div>
      <button type="button" class="btn quiet s" aria-label={t('removeOne', { name: one.name, when: when(one.created_at) })} onClick={remove}>{t('remove')}</button>
    </li>
  );
}

function Add({ ask, reload }: { ask: (what: () => Promise<void>) => Promise<void>; reload: () => Promise<void> }) {
  const add = async () => {
    await addPasskey();
    await reload();
    tellDone(t('added'), { stay: true });
  };
  const form = useForm({ start: {}, send: () => ask(add) });
  return <FormBox form={form}><Send form={form}>{t('add')}</Send></FormBox>;
}
