import { call } from '../../api/call';
import type { Session } from '../../api/types';
import { isMine } from '../../me/store';
import { useTold } from '../../shared/OnBehalf';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import type { Load } from '../../ui/Loaded';
import { t } from './words';

/** Asks once more, and a coordinator for whom they do it. Nobody is asked why. */
export function Cancel({ session, load, onClose }: { session: Session; load: Load<Session>; onClose: () => void }) {
  const told = useTold([session.coach, session.leader], !isMine(session));
  const cancel = async () => {
    const { data } = await call('post', '/api/v1/sessions/{session_id}/cancel', { path: { session_id: session.id }, body: told.body });
    load.set(data);
    tellDone(t('cancelDone'), { stay: true });
  };
  return (
    <Confirm title={t('cancelTitle')} yes={t('cancelYes')} no={t('cancelNo')} risk onYes={cancel} onClose={onClose}>
      <p>{t('cancelWords')}</p>
      {told.field}
    </Confirm>
  );
}
