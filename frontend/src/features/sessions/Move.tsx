import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Programme, Session } from '../../api/types';
import { callName } from '../../me/labels';
import { isMine, sides } from '../../me/store';
import { Helps } from '../../shared/Helps';
import { useTold } from '../../shared/OnBehalf';
import { useProgramme } from '../../shared/useProgramme';
import { whenWords } from '../../shared/when';
import { tellDone } from '../../ui/arrivals';
import { useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { bodyOf } from './Book';
import { namesOf } from './names';
import { PlanForm } from './PlanForm';
import { checkPlan, planOf } from './times';
import { t } from './planWords';

interface Read {
  session: Session;
  etag: string | null;
}

async function read(id: string, signal?: AbortSignal): Promise<Read> {
  const { data, etag } = await call('get', '/api/v1/sessions/{session_id}', { path: { session_id: id }, signal });
  return { session: data, etag };
}

export default function Move() {
  const { sessionId = '' } = useRoute().params;
  return <Loaded from={useLoad((signal) => read(sessionId, signal), [sessionId])}>{(found) => <InProgramme found={found} />}</Loaded>;
}

function InProgramme({ found }: { found: Read }) {
  return <Loaded from={useProgramme(found.session.programme_id)}>{(programme) => <MoveForm found={found} programme={programme} />}</Loaded>;
}

function MoveForm({ found, programme }: { found: Read; programme: Programme }) {
  const { route } = useLocation();
  const [base, setBase] = useState(found);
  const [met, setMet] = useState(false);
  const { session } = base;
  const told = useTold([session.coach, session.leader], !isMine(session));
  const form = useForm({
    start: planOf(session),
    check: (plan) => checkPlan(plan, session.time_zone),
    send: (plan) => call('patch', '/api/v1/sessions/{session_id}', { path: { session_id: session.id }, body: { ...bodyOf(plan, session.time_zone), ...told.body }, etag: base.etag }),
    done: ({ data }) => {
      tellDone(t('moved', { when: whenWords(data) }));
      route(`/sessions/${session.id}`);
    },
    onProblem: (problem) => {
      if (problem.code === 'time_taken') problem.fields.push({ field: 'start', code: problem.code, message: t('taken') });
      if (problem.status !== 412) return false;
      void read(session.id).then(setBase).then(() => setMet(true));
      return true;
    },
  });
  const names = namesOf(session);
  return (
    <Page
      title={isMine(session) ? t('moveTitle', { name: callName(sides(session).other.display_name) }) : t('moveTitleTeam', { names })}
      lead={t('moveLead', { when: whenWords(session) })}
      back={{ href: `/sessions/${session.id}`, to: t('toSession') }}
    >
      <div class="grid">
        <PlanForm form={form} programme={programme} readers={session.readers} send={(when) => (when ? t('move', { when }) : t('movePlain'))}>
          {told.field}
          {met && <Say kind="warn" now>{t('changedMeanwhile', { when: whenWords(session) })}</Say>}
        </PlanForm>
        <aside aria-label={t('helpsTitle')}><Helps coach={session.coach} leader={session.leader} /></aside>
      </div>
    </Page>
  );
}
