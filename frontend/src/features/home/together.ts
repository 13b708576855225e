import { call } from '../../api/call';
import type { Feedback, Helper, Pairing, Participant, Programme, Seat, Session } from '../../api/types';
import { isMe } from '../../me/store';

const A_MONTH = 30 * 86_400_000;

/** All that the home of a coach or a leader shows. */
export interface Shared {
  self: Participant;
  helpers: Helper[];
  going: { pairing: Pairing; sessions: Session[]; partner: Participant }[];
  given: Feedback[];
}

const otherId = ({ coach, leader }: Pairing): string => (isMe(coach.id) ? leader.id : coach.id);

async function readOne(pairing: Pairing, signal: AbortSignal): Promise<Shared['going'][number]> {
  const [sessions, partner] = await Promise.all([
    call('get', '/api/v1/sessions', { query: { pairing_id: pairing.id, limit: 100 }, signal }),
    call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: otherId(pairing) }, signal }),
  ]);
  return { pairing, sessions: sessions.data.items, partner: partner.data };
}

export async function readShared(seat: Seat, programme: Programme, pairings: Pairing[], signal: AbortSignal): Promise<Shared> {
  const going = pairings.filter(({ state }) => state === 'active' || state === 'paused');
  const [self, helpers, given, ...all] = await Promise.all([
    call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: seat.id }, signal }),
    call('get', '/api/v1/programmes/{programme_id}/helpers', { path: { programme_id: programme.id }, signal }),
    call('get', '/api/v1/feedback', { query: { limit: 100 }, signal }),
    ...going.map((pairing) => readOne(pairing, signal)),
  ]);
  return { self: self.data, helpers: helpers.data.items, given: given.data.items, going: all };
}

/** The booked session that comes next, or is going on now. */
export function nextOf({ going }: Shared, now = Date.now()): { session: Session; partner: Participant; pairing: Pairing } | undefined {
  const coming = going.flatMap(({ sessions, partner, pairing }) =>
    sessions.filter(({ state, ends_at }) => state === 'booked' && Date.parse(ends_at) > now).map((session) => ({ session, partner, pairing })));
  return coming.toSorted((a, b) => Date.parse(a.session.starts_at) - Date.parse(b.session.starts_at))[0];
}

/** Booked sessions that are over, and of which nobody has said whether they took place. */
export const unsaid = (sessions: Session[], now = Date.now()): Session[] =>
  sessions.filter(({ state, ends_at }) => state === 'booked' && Date.parse(ends_at) <= now);

/** The latest session held within a month on which one has given no feedback yet. */
export function unheard(sessions: Session[], given: Feedback[], now = Date.now()): Session | undefined {
  const told = new Set(given.filter(({ author }) => isMe(author.id)).map(({ session_id }) => session_id));
  return sessions
    .filter(({ state, ends_at, id }) => state === 'held' && !told.has(id) && now - Date.parse(ends_at) < A_MONTH)
    .toSorted((a, b) => Date.parse(b.starts_at) - Date.parse(a.starts_at))[0];
}
