import { call } from '../../api/call';
import type { Feedback, Helper, Pairing, Participant, Programme, Seat, Session } from '../../api/types';
import { isMe } from '../../me/store';
import type { ReadBy } from '../../shared/ReadBy';

const A_MONTH = 30 * 86_400_000;

/** One pairing that goes on, and the session that comes next in it, or is on just now. */
interface Going {
  pairing: Pairing;
  sessions: Session[];
  next: Session | undefined;
  partner: Participant;
}

/** All that the home of a coach or a leader shows. */
export interface Shared {
  self: Participant;
  helpers: Helper[];
  going: Going[];
  given: Feedback[];
  ReadBy: typeof ReadBy;
}

const otherId = ({ coach, leader }: Pairing): string => (isMe(coach.id) ? leader.id : coach.id);

const isOver = ({ ends_at }: Session): boolean => Date.parse(ends_at) <= Date.now();

const byStart = (a: Session, b: Session): number => Date.parse(a.starts_at) - Date.parse(b.starts_at);

/** A list does not say who can see where one meets: the session that is shown is asked for by itself, at once. */
async function readSessions(pairing_id: string, signal: AbortSignal): Promise<Pick<Going, 'sessions' | 'next'>> {
  const { items: sessions } = (await call('get', '/api/v1/sessions', { query: { pairing_id, limit: 100 }, signal })).data;
  const next = sessions.filter((session) => session.state === 'booked' && !isOver(session)).toSorted(byStart)[0];
  return { sessions, next: next?.place ? (await call('get', '/api/v1/sessions/{session_id}', { path: { session_id: next.id }, signal })).data : next };
}

async function readOne(pairing: Pairing, signal: AbortSignal): Promise<Going> {
  const [sessions, partner] = await Promise.all([
    readSessions(pairing.id, signal),
    call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: otherId(pairing) }, signal }),
  ]);
  return { pairing, ...sessions, partner: partner.data };
}

/** Everything comes together, the words on who can see it too, so that nothing moves once it is there. */
export async function readShared(seat: Seat, programme: Programme, pairings: Pairing[], signal: AbortSignal): Promise<Shared> {
  const going = pairings.filter(({ state }) => state === 'active' || state === 'paused');
  const [{ default: ReadBy }, self, helpers, given, ...all] = await Promise.all([
    import('../../shared/readByAhead'),
    call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: seat.id }, signal }),
    call('get', '/api/v1/programmes/{programme_id}/helpers', { path: { programme_id: programme.id }, signal }),
    call('get', '/api/v1/feedback', { query: { limit: 100 }, signal }),
    ...going.map((pairing) => readOne(pairing, signal)),
  ]);
  return { ReadBy, self: self.data, helpers: helpers.data.items, given: given.data.items, going: all };
}

/** The booked session that comes next of all, and with whom. */
export const nextOf = ({ going }: Shared): { session: Session; partner: Participant } | undefined =>
  going.flatMap(({ next, partner }) => (next ? [{ session: next, partner }] : [])).toSorted((a, b) => byStart(a.session, b.session))[0];

/** Booked sessions that are over, and of which nobody has said whether they took place. */
export const unsaid = (sessions: Session[]): Session[] => sessions.filter((session) => session.state === 'booked' && isOver(session));

/** The latest session held within a month on which one has given no feedback yet. */
export function unheard(sessions: Session[], given: Feedback[]): Session | undefined {
  const told = new Set(given.filter(({ author }) => isMe(author.id)).map(({ session_id }) => session_id));
  return sessions
    .filter(({ state, ends_at, id }) => state === 'held' && !told.has(id) && Date.now() - Date.parse(ends_at) < A_MONTH)
    .toSorted(byStart).at(-1);
}
