import { lazy } from 'preact-iso';
import { may } from '../api/allowed';
import type { Programme, Seat } from '../api/types';
import { mine, place } from '../me/store';
import { Hello } from '../shared/Hello';
import { useProgramme } from '../shared/useProgramme';
import { Loaded } from '../ui/Loaded';
import { t } from './words';

const Together = lazy(() => import('../features/home/Together'));
const Coordinating = lazy(() => import('../features/home/Coordinating'));
const Learning = lazy(() => import('../features/home/Learning'));
const Operating = lazy(() => import('../features/home/Operating'));
const First = lazy(() => import('../features/home/First'));

/** Home for whoever you are: what it holds goes by what you may do here, and by whom you work with. */
export function Home() {
  const here = place.value;
  if (!here) return <Hello lead={t('noPlace')} />;
  const { seat } = here;
  if (!seat) return <Operating />;
  return seat.joined ? <InProgramme key={seat.id} seat={seat} /> : <First seat={seat} />;
}

function InProgramme({ seat }: { seat: Seat }) {
  return <Loaded from={useProgramme(seat.programme_id)}>{(programme) => <Kind seat={seat} programme={programme} />}</Loaded>;
}

function Kind({ seat, programme }: { seat: Seat; programme: Programme }) {
  if (may(seat, 'participant:add')) return <Coordinating programme={programme} />;
  if (may(seat, 'offered_feedback:read')) return <Learning programme={programme} />;
  const together = mine.value.filter(({ coach, leader }) => coach.id === seat.id || leader.id === seat.id);
  return <Together seat={seat} programme={programme} pairings={together} />;
}
