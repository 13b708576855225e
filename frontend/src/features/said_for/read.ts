import { call } from '../../api/call';
import { Problem } from '../../api/problem';
import type { Helper, Participant, SaidFor } from '../../api/types';
import { day, time } from '../../i18n/dates';
import { me } from '../../me/store';
import { t } from './words';

export interface Entry {
  id: string;
  at: string;
  what: string;
  how: string;
  details: boolean;
}

export interface Known {
  person: Participant;
  entries: Entry[];
  team: Helper[];
  /** The coordinator who prints: of nobody else may this be handed on. */
  printing: Participant | null;
}

const MOST = 100;
const LONG_AGO = new Date(0);

/** With the year, always: paper is kept. */
export function withYear(at: string, zone: string): string {
  const moment = new Date(at);
  return t('time', { day: day(moment, zone, LONG_AGO), time: time(moment, zone) });
}

/** What one may not see of a thing any more is left out of the sentence. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (reason) {
    if (reason instanceof Problem && reason.status === 404) return undefined;
    throw reason;
  }
}

async function pairingWords(one: SaidFor, signal: AbortSignal): Promise<string> {
  const yes = one.action === 'pairing:accept';
  const found = await orNothing(call('get', '/api/v1/pairings/{pairing_id}', { path: { pairing_id: one.thing_id }, signal }));
  if (!found) return t(yes ? 'acceptPlain' : 'declinePlain');
  const { coach, leader } = found.data;
  const other = (coach.id === one.participant.id ? leader : coach).display_name;
  return t(yes ? 'accept' : 'decline', { other });
}

const OF_SESSION = { 'session:book': 'book', 'session:change': 'move', 'session:record': 'record', 'session:cancel': 'cancel' } as const;

async function sessionWords(one: SaidFor, signal: AbortSignal): Promise<string> {
  const done = OF_SESSION[one.action as keyof typeof OF_SESSION];
  const found = await orNothing(call('get', '/api/v1/sessions/{session_id}', { path: { session_id: one.thing_id }, signal }));
  return found ? t(done, { time: withYear(found.data.starts_at, found.data.time_zone) }) : t(`${done}Plain`);
}

function whatWords(one: SaidFor, signal: AbortSignal): string | Promise<string> {
  if (one.action === 'pairing:accept' || one.action === 'pairing:decline') return pairingWords(one, signal);
  if (one.action in OF_SESSION) return sessionWords(one, signal);
  return t(one.action === 'participant:change' ? 'details' : 'other');
}

const HOW = { phone: 'phone', in_person: 'inPerson', post: 'post' } as const;

export async function readSaidFor(id: string, signal: AbortSignal): Promise<Known> {
  const person: Participant = (await call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: id }, signal })).data;
  const seat = me.value?.participants.find(({ programme_id, role }) => programme_id === person.programme_id && role === 'coordinator');
  const [held, team, printing] = await Promise.all([
    call('get', '/api/v1/said-for', { query: { participant_id: id, limit: MOST }, signal }),
    call('get', '/api/v1/programmes/{programme_id}/helpers', { path: { programme_id: person.programme_id }, signal }),
    seat ? call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: seat.id }, signal }) : null,
  ]);
  const entries = held.data.items.map(async (one) => ({
    id: one.id,
    at: one.created_at,
    what: await whatWords(one, signal),
    how: t(HOW[one.means], { by: one.by ?? t('somebody') }),
    details: one.action === 'participant:change',
  }));
  return { person, entries: await Promise.all(entries), team: team.data.items, printing: printing?.data ?? null };
}
