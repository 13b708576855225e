import { may } from '../../api/allowed';
import { callName } from '../../me/labels';
import { me, mine, place, type Place } from '../../me/store';
import { partOfDay } from '../../i18n/dates';
import { Page } from '../../ui/Page';
import { Coordinating } from './Coordinating';
import { Learning } from './Learning';
import { Operating } from './Operating';
import { Together } from './Together';
import { t } from './words';

/** Home for whoever you are: what it holds goes by what you may do here, and by whom you work with. */
export default function Home() {
  const here = place.value;
  if (!here) return <Hello lead={t('noPlace')} />;
  if (!here.seat || !here.programme) return <Operating />;
  return <InProgramme key={here.id} seat={here.seat} programme={here.programme} />;
}

export function Hello({ lead, children }: { lead: string; children?: preact.ComponentChildren }) {
  const name = callName(me.value?.person.display_name ?? '');
  return <Page title={t(partOfDay(), { name })} lead={lead}>{children}</Page>;
}

type Here = { seat: NonNullable<Place['seat']>; programme: NonNullable<Place['programme']> };

function InProgramme({ seat, programme }: Here) {
  const together = mine.value.filter(({ coach, leader }) => coach.id === seat.id || leader.id === seat.id);
  if (together.length) return <Together seat={seat} programme={programme} pairings={together} />;
  if (may(programme, 'participant:add', 'pairing:propose')) return <Coordinating programme={programme} />;
  if (may(programme, 'offered_feedback:read')) return <Learning programme={programme} />;
  return <Together seat={seat} programme={programme} pairings={[]} />;
}
