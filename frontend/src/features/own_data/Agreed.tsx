import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import { Problem } from '../../api/problem';
import type { Consents, Offer } from '../../api/types';
import { when } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { tellDone } from '../../ui/arrivals';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { Section, Tag } from '../../ui/Small';
import { problemWords } from '../../ui/words';
import { t } from './agreedWords';

/** What one says yes to, each with a way to take it back, and all that one ever said. */
export default function Agreed() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/me/consents', { signal })).data, []);
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/your-data', to: t('toData') }} narrow>
      <Loaded from={load} part>
        {(all) => (
          <div class="stack gap-l">
            <Section id="offers" title={t('offers')}>
              {all.offers.length ? <ul class="todo" role="list">{all.offers.map((one) => <Choice key={`${one.programme_id} ${one.purpose}`} one={one} set={load.set} />)}</ul> : <p>{t('nowhere')}</p>}
            </Section>
            <Section id="pairing" title={t('pairing')}><p>{t('pairingWords')}</p></Section>
            <Section id="ledger" title={t('ledger')}><Ledger all={all} /></Section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Choice({ one, set }: { one: Offer; set: (all: Consents) => void }) {
  const [problem, setProblem] = useState<Problem>();
  const say = async () => {
    setProblem(undefined);
    try {
      const { programme_id, purpose, wording } = one;
      set((await call('post', '/api/v1/me/consents', { body: { programme_id, purpose, wording, given: !one.agreed, form: 'written', supported: false } })).data);
      tellDone(t(one.agreed ? 'takenBack' : 'said'), { stay: true });
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      setProblem(reason);
    }
  };
  return (
    <li>
      <div>
        <p>{one.words}</p>
        <p class="muted">{one.programme_name} <Tag tone={one.agreed ? 'ok' : 'plain'}>{t(one.agreed ? 'yes' : 'no')}</Tag></p>
        {problem && <Say kind="warn" now>{problemWords(problem)}</Say>}
      </div>
      <button type="button" class="btn quiet s" aria-label={t(one.agreed ? 'withdrawThis' : 'agreeThis', { words: one.words, programme: one.programme_name })} onClick={() => void say()}>{t(one.agreed ? 'withdraw' : 'agree')}</button>
    </li>
  );
}

function Ledger({ all }: { all: Consents }) {
  if (!all.ledger.length) return <p>{t('nothing')}</p>;
  return (
    <ul class="list">
      {all.ledger.map((one) => <li key={one.at + one.purpose}>{t(one.given ? 'saidYes' : 'saidNo', { when: when(new Date(one.at), deviceZone()), words: one.words })}</li>)}
    </ul>
  );
}
