import { useRoute } from 'preact-iso';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Programme } from '../../api/types';
import { isMine, mine } from '../../me/store';
import { useProgramme } from '../../shared/useProgramme';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { Piece } from './Piece';
import { t } from './words';

export default function FeedbackList() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <Everything programme={programme} />}</Loaded>;
}

function Everything({ programme }: { programme: Programme }) {
  const list = useList(async (cursor, signal) => (await call('get', '/api/v1/feedback', { query: { programme_id: programme.id, limit: 20, cursor }, signal })).data, [programme.id]);
  const team = may(programme, 'participant:add') && !mine.value.some((pairing) => isMine(pairing) && pairing.programme_id === programme.id);
  return (
    <Page title={t('listTitle')} lead={t(team ? 'listLeadTeam' : 'listLead')} narrow>
      <div class="stack gap-m">
        <Loaded from={list} part>
          {({ items, next }) => items.length
            ? <>{items.map((piece) => <Piece key={piece.id} piece={piece} heading="h2" link={!team} gone={() => list.set({ items: items.filter(({ id }) => id !== piece.id), next })} />)}</>
            : <Empty href={team ? undefined : '/pairings'} step={undefined}>{t('none')} {t('noneHint')}</Empty>}
        </Loaded>
        <More list={list} />
      </div>
    </Page>
  );
}
