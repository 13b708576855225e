import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Erasure } from '../../api/types';
import { dateOnly } from '../../i18n/dates';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { Section, Ticks } from '../../ui/Small';
import { t } from './deleteWords';

export type Ask = (what: () => Promise<void>) => Promise<void>;

/** Deleting one’s account and data: what goes, what stays and why, when, and the way back. */
export function Delete({ ask, prompt }: { ask: Ask; prompt: ComponentChild }) {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/me/erasure', { signal })).data, []);
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/your-data', to: t('toData') }} narrow>
      <div class="stack gap-l">
        <Loaded from={load} part>{(wish) => <Wish wish={wish} set={load.set} ask={ask} reload={load.reload} />}</Loaded>
        <Section id="goes" title={t('goes')}><Ticks items={[t('goes1'), t('goes2'), t('goes3'), t('goes4'), t('goes5')]} /></Section>
        <Section id="stays" title={t('stays')}><Ticks items={[t('stays1'), t('stays2'), t('stays3'), t('stays4')]} /></Section>
        <p>{t('copyFirst')} <a href="/your-data">{t('makeCopy')}</a></p>
        {prompt}
      </div>
    </Page>
  );
}

const heldUp = (why: NonNullable<Erasure['held_up_by']>): string => (why === 'last_operator' ? t('last_operator') : t('last_coordinator'));

interface WishProps {
  wish: Erasure;
  set: (wish: Erasure) => void;
  reload: () => Promise<void>;
  ask: Ask;
}

function Wish({ wish, set, reload, ask }: WishProps) {
  const [sure, setSure] = useState(false);
  const day = dateOnly(wish.erased_on);
  const send = async () => {
    set((await call('post', '/api/v1/me/erasure')).data);
    tellDone(t('asked', { day }), { stay: true });
  };
  const keep = async () => {
    await call('delete', '/api/v1/me/erasure');
    await reload();
    tellDone(t('kept'), { stay: true });
  };

  if (wish.asked_at) {
    return (
      <Section id="when" title={t('waiting')}>
        <div class="stack">
          <p>{t('on', { day })} {t('copies', { day: dateOnly(wish.copies_until) })}</p>
          {wish.held_up_by && <Say kind="warn">{heldUp(wish.held_up_by)}</Say>}
          <p><button type="button" class="btn" onClick={() => void keep()}>{t('changeMind')}</button></p>
        </div>
      </Section>
    );
  }
  return (
    <Section id="when" title={t('when')}>
      <div class="stack">
        <p>{t('wait', { n: wish.waiting_days })} {t('on', { day })} {t('copies', { day: dateOnly(wish.copies_until) })}</p>
        {wish.held_up_by ? <Say kind="warn">{heldUp(wish.held_up_by)}</Say> : <p><button type="button" class="btn risk" onClick={() => setSure(true)}>{t('delete')}</button></p>}
        {sure && <Confirm title={t('sure')} yes={t('yes')} no={t('no')} risk onClose={() => setSure(false)} onYes={() => ask(send)}><p>{t('sureBody', { day })}</p></Confirm>}
      </div>
    </Section>
  );
}
