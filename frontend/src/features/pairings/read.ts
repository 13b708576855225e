import { call } from '../../api/call';
import type { Helper, Pairing, Participant, Session } from '../../api/types';
import { isMine, keepPairing, sides } from '../../me/store';

/** All that the page of one pairing shows. */
export interface Known {
  pairing: Pairing;
  sessions: Session[];
  /** The other of the two and oneself, where one is of the two. */
  partner: Participant | null;
  self: Participant | null;
  helpers: Helper[];
}

export interface Shown {
  known: Known;
  /** Read everything once more: a step changes sessions and what is shown of the other, too. */
  reload: () => Promise<void>;
}

const person = async (id: string, signal: AbortSignal): Promise<Participant> =>
  (await call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: id }, signal })).data;

export async function readPairing(id: string, signal: AbortSignal): Promise<Known> {
  const { data: pairing } = await call('get', '/api/v1/pairings/{pairing_id}', { path: { pairing_id: id }, signal });
  const both = isMine(pairing) ? sides(pairing) : null;
  if (both) keepPairing(pairing);
  const [sessions, helpers, partner, self] = await Promise.all([
    call('get', '/api/v1/sessions', { query: { pairing_id: id, limit: 100 }, signal }),
    call('get', '/api/v1/programmes/{programme_id}/helpers', { path: { programme_id: pairing.programme_id }, signal }),
    both ? person(both.other.id, signal) : null,
    both ? person(both.own.id, signal) : null,
  ]);
  return { pairing, sessions: sessions.data.items, helpers: helpers.data.items, partner, self };
}

type Step = 'accept' | 'decline' | 'pause' | 'resume' | 'end';

export async function take(step: Step, { id }: Pairing): Promise<Pairing> {
  const path = { pairing_id: id };
  const { data } = await call('post', `/api/v1/pairings/{pairing_id}/${step}`, { path });
  keepPairing(data);
  return data;
}
