import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import type { InsideProps } from './read';
import { t } from './words';

/** What is written may be taken back at any time, also when nothing new may be written. */
export function TakeBack({ kind, session, found, load, taken }: InsideProps & { taken: () => void }) {
  const [sure, setSure] = useState(false);
  if (!found.note.text || !may(found.note, 'note:withdraw')) return null;
  const own = kind === 'private-note';
  const take = async () => {
    const { data, etag } = await call('put', `/api/v1/sessions/{session_id}/${kind}`, { path: { session_id: session.id }, body: { text: '' }, etag: found.etag });
    load.set({ note: data, etag });
    taken();
    tellDone(t('takenBack'), { stay: true });
  };
  return (
    <div>
      <button type="button" class="link-btn" id={`${kind}-take`} aria-labelledby={`${kind}-take ${kind}`} onClick={() => setSure(true)}>{t('take')}</button>
      {sure && <Confirm title={t('takeTitle')} yes={t('takeYes')} no={t('keep')} risk onYes={take} onClose={() => setSure(false)}><p>{t(own ? 'takeWordsMine' : 'takeWordsOurs')}</p></Confirm>}
    </div>
  );
}
