import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import type { Programme } from '../../api/types';
import { callName } from '../../me/labels';
import { sides } from '../../me/store';
import { HelperList } from '../../shared/HelperList';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Page } from '../../ui/Page';
import { take, type Shown } from './read';
import { t } from './proposalWords';

/** One has said yes, and the other is being asked. */
export function Waiting({ known: { pairing, helpers }, reload, programme }: Shown & { programme: Programme }) {
  const [sure, setSure] = useState(false);
  const name = callName(sides(pairing).other.display_name);
  const decline = async () => {
    await take('decline', pairing);
    await reload();
    tellDone(t('noDone'), { stay: true });
  };
  return (
    <Page title={t('waitingTitle', { name })} lead={t('waitingLead', { name })} back={{ href: '/pairings', to: t('toMine') }}>
      <div class="grid">
        <div class="stack">
          {may(pairing, 'pairing:decline') && (
            <section class="card flat stack" aria-labelledby="mind">
              <h2 id="mind">{t('changedMind')}</h2>
              <p>{t('changedMindWords', { name })}</p>
              <button type="button" class="btn quiet" onClick={() => setSure(true)}>{t('no')}</button>
            </section>
          )}
        </div>
        <aside aria-label={t('talkOver')}><HelperList title={t('talkOver')} helpers={helpers} programme={programme} /></aside>
      </div>
      {sure && <Confirm title={t('changedMind')} yes={t('no')} onYes={decline} onClose={() => setSure(false)}><p>{t('changedMindWords', { name })}</p></Confirm>}
    </Page>
  );
}
