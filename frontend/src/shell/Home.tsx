import { lazy } from 'preact-iso';
import { may } from '../api/allowed';
import { mine, place, type Place } from '../me/store';
import { Hello } from '../shared/Hello';
import { t } from './words';

const Together = lazy(() => import('../features/home/Together'));
const Coordinating = lazy(() => import('../features/home/Coordinating'));
const Learning = lazy(() => import('../features/home/Learning'));
const Operating = lazy(() => import('../features/home/Operating'));

/** Home for whoever you are: what it holds goes by what you may do here, and by whom you work with. */
export function Home() {
  const here = place.value;
  if (!here) return <Hello lead={t('noPlace')} />;
  if (!here.seat || !here.programme) return <Operating />;
  return <InProgramme key={here.id} seat={here.seat} programme={here.programme} />;
}

type Here = { seat: NonNullable<Place['seat']>; programme: NonNullable<Place['programme']> };

function InProgramme({ seat, programme }: Here) {
  if (may(seat, 'participant:add')) return <Coordinating programme={programme} />;
  if (may(seat, 'offered_feedback:read')) return <Learning programme={programme} />;
  const together = mine.value.filter(({ coach, leader }) => coach.id === seat.id || leader.id === seat.id);
  return <Together seat={seat} programme={programme} pairings={together} />;
}
