import { useRoute } from 'preact-iso';
import { call } from '../../api/call';
import type { OfferedFeedback, Programme } from '../../api/types';
import { monthOnly } from '../../i18n/dates';
import { roleWord } from '../../me/labels';
import { Answers } from '../../shared/Answers';
import { useProgramme } from '../../shared/useProgramme';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { ReadBy } from '../../shared/ReadBy';
import { Who } from '../../ui/Who';
import { t } from './words';

export default function Offered() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <Everything programme={programme} />}</Loaded>;
}

function Everything({ programme }: { programme: Programme }) {
  const list = useList(async (cursor, signal) => (await call('get', '/api/v1/offered-feedback', { query: { programme_id: programme.id, limit: 20, cursor }, signal })).data, [programme.id]);
  return (
    <Page title={t('title')} lead={t('lead', { programme: programme.name })} narrow>
      <div class="stack gap-m">
        <Who kind="learn" names={t('who')}>{t('whoRest')}</Who>
        <Loaded from={list} part>
          {({ items, next }) => items.length ? (
            <>
              <p role="status"><strong>{t(next ? 'shownMore' : 'shown', { n: items.length })}</strong></p>
              {items.map((piece) => <Piece key={piece.id} piece={piece} programme={programme} />)}
            </>
          ) : <Empty>{t('none')}</Empty>}
        </Loaded>
        <More list={list} />
      </div>
    </Page>
  );
}

function Piece({ piece, programme }: { piece: OfferedFeedback; programme: Programme }) {
  return (
    <article class="card flat stack gap-s" aria-labelledby={`piece-${piece.id}`}>
      <h2 class="h3" id={`piece-${piece.id}`}>{t('from', { name: piece.pseudonym, role: roleWord(piece.role, programme).toLowerCase() })}</h2>
      {piece.text ? <blockquote class="quote"><p class="words">{piece.text}</p></blockquote> : <p class="muted">{t('onlyAnswers')}</p>}
      <Answers answers={piece.answers} />
      <p class="small muted"><ReadBy names={piece.readers} /></p>
      <p class="small muted">{t('month', { month: monthOnly(piece.offered_in) })}</p>
    </article>
  );
}
