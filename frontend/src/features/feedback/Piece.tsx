import { useId, useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Audience, Feedback } from '../../api/types';
import { day } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { isMe } from '../../me/store';
import { Answers } from '../../shared/Answers';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { listed, ReadBy, YOU } from '../../shared/ReadBy';
import { type Readers, Who } from '../../ui/Who';
import { t } from './words';

const KIND: Record<Audience, Readers> = { pairing: 'us', team: 'team', learning_partners: 'learn' };

function fromWords({ author, audience, readers }: Feedback): string {
  if (isMe(author.id)) return t('yours', { who: audience === 'pairing' ? listed(readers.filter((name) => name !== YOU)) : t(audience === 'team' ? 'team' : 'learning_partners').replace(/^T/, 't') });
  return t('from', { name: author.display_name });
}

/** One piece of feedback: from whom, to whom, and by its author it can be taken back. */
export function Piece({ piece, gone, heading: Heading = 'h3', link = false }: { piece: Feedback; gone: () => void; heading?: 'h2' | 'h3'; link?: boolean }) {
  const id = useId();
  const [sure, setSure] = useState(false);
  const take = async () => {
    await call('delete', '/api/v1/feedback/{feedback_id}', { path: { feedback_id: piece.id } });
    gone();
    tellDone(t('taken'), { stay: true });
  };
  return (
    <article class="card flat stack gap-s">
      <Heading class="h3" id={id}>{fromWords(piece)}</Heading>
      {piece.text && <blockquote class="quote"><p class="words">{piece.text}</p></blockquote>}
      <Answers answers={piece.answers} />
      <Who kind={KIND[piece.audience]} names={<ReadBy names={piece.readers} />} />
      <p class="small muted"><span id={`${id}-on`}>{t('on', { day: day(new Date(piece.created_at), deviceZone()) })}</span> {link && <a id={`${id}-see`} aria-labelledby={`${id}-see ${id} ${id}-on`} href={`/sessions/${piece.session_id}`}>{t('session')}</a>}</p>
      {may(piece, 'feedback:withdraw') && <div><button type="button" class="btn quiet s" id={`${id}-take`} aria-labelledby={`${id}-take ${id} ${id}-on`} onClick={() => setSure(true)}>{t('take')}</button></div>}
      {sure && <Confirm title={t('takeTitle')} yes={t('takeYes')} no={t('keep')} onYes={take} onClose={() => setSure(false)}><p>{t('takeWords')}</p></Confirm>}
    </article>
  );
}
