import { call } from '../../api/call';
import type { Pairing } from '../../api/types';
import { roleWord } from '../../me/labels';
import { isMe, isMine, mine, programmeOf } from '../../me/store';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { pairNames, Stands } from './stands';
import { t } from './words';

export default function MyPairings() {
  const load = useLoad(async (signal) => {
    const { data } = await call('get', '/api/v1/pairings', { query: { limit: 100 }, signal });
    mine.value = data.items.filter(isMine);
    return mine.value;
  }, []);
  return (
    <Page title={t('mine')} lead={t('mineLead')}>
      <Loaded from={load} part>
        {(pairings) => (pairings.length ? <ul class="todo" role="list">{pairings.map((pairing) => <Line key={pairing.id} pairing={pairing} />)}</ul> : <Empty>{t('noneMine')}</Empty>)}
      </Loaded>
    </Page>
  );
}

function Line({ pairing }: { pairing: Pairing }) {
  const programme = programmeOf(pairing.programme_id);
  const role = roleWord(isMe(pairing.coach.id) ? 'leader' : 'coach', programme);
  return (
    <li>
      <div><a href={`/pairings/${pairing.id}`}><bdi>{pairNames(pairing)}</bdi></a><p class="muted">{[role, programme?.name].filter(Boolean).join(', ')}</p></div>
      <Stands pairing={pairing} />
    </li>
  );
}
