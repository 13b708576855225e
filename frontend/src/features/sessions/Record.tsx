import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import { Problem } from '../../api/problem';
import type { Session } from '../../api/types';
import { isMine } from '../../me/store';
import { useTold } from '../../shared/OnBehalf';
import { tellDone } from '../../ui/arrivals';
import type { Load } from '../../ui/Loaded';
import { Section } from '../../ui/Small';
import { problemWords } from '../../ui/words';
import { t } from './words';

/** Did it take place? One press. */
export function Record({ session, load }: { session: Session; load: Load<Session> }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const own = isMine(session);
  const told = useTold([session.coach, session.leader], !own);

  const say = async (held: boolean) => {
    if (busy) return;
    setBusy(true);
    try {
      const { data } = await call('post', '/api/v1/sessions/{session_id}/record', { path: { session_id: session.id }, body: { held, ...told.body } });
      load.set(data);
      tellDone(own ? t(held ? 'metDone' : 'notMetDone') : t('recordDoneTeam'), { stay: true });
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      setTrouble(problemWords(reason));
      setBusy(false);
    }
  };
  return (
    <Section id="record" title={t(own ? 'recordTitle' : 'recordTitleTeam')} class="card flat stack">
      <p>{t('recordHint')}</p>
      {told.field}
      {trouble && <p class="msg" role="alert">{trouble}</p>}
      <div class="acts">
        <button type="button" class="btn" aria-disabled={busy} onClick={() => void say(true)}>{t(own ? 'met' : 'metTeam')}</button>
        <button type="button" class="btn quiet" aria-disabled={busy} onClick={() => void say(false)}>{t(own ? 'notMet' : 'notMetTeam')}</button>
      </div>
    </Section>
  );
}
