import { useLocation, useRoute } from 'preact-iso';
import { call } from '../../api/call';
import type { Pairing, Programme } from '../../api/types';
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
import { PlanForm } from './PlanForm';
import { checkPlan, NEW_PLAN, type Plan, timesOf } from './times';
import { namesOf } from './names';
import { t } from './planWords';

export default function Book() {
  const { pairingId = '' } = useRoute().params;
  const load = useLoad(async (signal) => (await call('get', '/api/v1/pairings/{pairing_id}', { path: { pairing_id: pairingId }, signal })).data, [pairingId]);
  return <Loaded from={load}>{(pairing) => <InProgramme pairing={pairing} />}</Loaded>;
}

function InProgramme({ pairing }: { pairing: Pairing }) {
  return <Loaded from={useProgramme(pairing.programme_id)}>{(programme) => <BookForm pairing={pairing} programme={programme} />}</Loaded>;
}

function BookForm({ pairing, programme }: { pairing: Pairing; programme: Programme }) {
  const { route } = useLocation();
  const zone = programme.time_zone;
  const told = useTold([pairing.coach, pairing.leader], !isMine(pairing));
  const form = useForm({
    start: NEW_PLAN,
    check: (plan) => checkPlan(plan, zone),
    send: (plan, key) => call('post', '/api/v1/sessions', { body: { pairing_id: pairing.id, ...bodyOf(plan, zone), ...told.body }, key }),
    done: ({ data }) => {
      tellDone(Date.parse(data.starts_at) < Date.now() ? t('written') : t('booked', { when: whenWords(data) }));
      route(`/sessions/${data.id}`);
    },
    onProblem: (problem) => {
      if (problem.code === 'time_taken') problem.fields.push({ field: 'start', code: problem.code, message: t('taken') });
      return false;
    },
  });
  const own = isMine(pairing);
  const names = namesOf(pairing);
  return (
    <Page title={own ? t('bookTitle', { name: callName(sides(pairing).other.display_name) }) : t('bookTitleTeam', { names })} lead={t('bookLead')} back={{ href: `/pairings/${pairing.id}`, to: t('toPairing', { name: names }) }}>
      <div class="grid">
        <PlanForm form={form} programme={programme} readers={pairing.readers} send={(when, past) => (past ? t('write') : when ? t('book', { when }) : t('bookPlain'))}>{told.field}</PlanForm>
        <aside aria-label={t('helpsTitle')}><Helps coach={pairing.coach} leader={pairing.leader} /></aside>
      </div>
    </Page>
  );
}

export function bodyOf(plan: Plan, zone: string) {
  const times = timesOf(plan, zone);
  return {
    starts_at: times?.starts_at.toISOString() ?? '',
    ends_at: times?.ends_at.toISOString() ?? '',
    mode: plan.mode,
    place: plan.place.trim(),
  };
}
