import { may } from '../../api/allowed';
import type { Pairing } from '../../api/types';
import { isMine, sides } from '../../me/store';
import { Tag, type Tone } from '../../ui/Small';
import { t } from './words';

const TONE: Record<Pairing['state'], Tone> = { proposed: 'warn', active: 'ok', paused: 'plain', ended: 'plain', declined: 'plain' };

function proposedWords(pairing: Pairing): string {
  if (may(pairing, 'pairing:accept')) return t('proposedYou');
  const waitsFor = pairing.coach_accepted ? pairing.leader : pairing.coach;
  return t('proposedCoach', { name: waitsFor.display_name });
}

/** Where a pairing stands. No colour says who wished what. */
export function Stands({ pairing }: { pairing: Pairing }) {
  const { state } = pairing;
  return <Tag tone={TONE[state]} {...(state === 'paused' ? { icon: 'pause' as const } : {})}>{state === 'proposed' ? proposedWords(pairing) : t(state)}</Tag>;
}

export const pairNames = (pairing: Pairing): string =>
  isMine(pairing) ? sides(pairing).other.display_name : t('both', { coach: pairing.coach.display_name, leader: pairing.leader.display_name });
