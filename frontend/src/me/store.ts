import { computed, signal } from '@preact/signals';
import { may } from '../api/allowed';
import { call } from '../api/call';
import { forgetToken, keepToken, onLost, refresh, wasHere } from '../api/token';
import type { Me, Named, Pairing, Programme, Seat } from '../api/types';
import { forgetDrafts } from '../ui/drafts';

/** Whether someone is signed in on this page: we are still finding out, they are here, or nobody is. */
export const presence = signal<'finding' | 'here' | 'away'>('finding');
export const me = signal<Me | null>(null);
export const programmes = signal<ReadonlyMap<string, Programme>>(new Map());
/** The pairings in which I am one of the two. */
export const mine = signal<Pairing[]>([]);

const othersTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('alongside');

const mySeats = computed(() => new Set(me.value?.participants.map(({ id }) => id)));

export const isMe = (participantId: string): boolean => mySeats.value.has(participantId);

export const isMine = ({ coach, leader }: { coach: Named; leader: Named }): boolean => isMe(coach.id) || isMe(leader.id);

/** The other of the two, and my own side. */
export const sides = ({ coach, leader }: { coach: Named; leader: Named }): { other: Named; own: Named } =>
  isMe(coach.id) ? { own: coach, other: leader } : { own: leader, other: coach };

export const programmeOf = (id: string | undefined): Programme | undefined => programmes.value.get(id ?? '');

export function keepProgramme(programme: Programme): void {
  programmes.value = new Map(programmes.value).set(programme.id, programme);
}

export async function readPairings(): Promise<void> {
  const { data } = await call('get', '/api/v1/pairings', { query: { limit: 100 } });
  mine.value = data.items.filter(isMine);
}

export function keepPairing(pairing: Pairing): void {
  const others = mine.value.filter(({ id }) => id !== pairing.id);
  mine.value = isMine(pairing) ? [pairing, ...others] : others;
}

/** Read who is here and where they take part. */
export async function readMe(): Promise<void> {
  const [who, all] = await Promise.all([call('get', '/api/v1/me'), call('get', '/api/v1/programmes', { query: { limit: 100 } })]);
  me.value = who.data;
  programmes.value = new Map(all.data.items.map((programme) => [programme.id, programme]));
  if (who.data.participants.length) await readPairings();
}

let waiting: ((again: boolean) => void) | null = null;
/** True while the page asks someone, whose sign-in has ended under them, to sign in again. */
export const asking = signal(false);

onLost(() => {
  if (presence.value !== 'here') return Promise.resolve(false);
  asking.value = true;
  return new Promise((resolve) => {
    const before = waiting;
    waiting = (again) => {
      before?.(again);
      resolve(again);
    };
  });
});

function answerWaiting(again: boolean): void {
  asking.value = false;
  const tell = waiting;
  waiting = null;
  tell?.(again);
}

interface SignedIn {
  access_token: string;
  expires_in: number;
}

/** Someone has signed in. If it is not who was here before, nothing of theirs may stay. */
export async function enter(signedIn: SignedIn): Promise<void> {
  const before = me.value?.person.id;
  keepToken(signedIn);
  if (!asking.value) {
    await readMe();
    presence.value = 'here';
    return;
  }
  const { data } = await call('get', '/api/v1/me');
  if (data.person.id !== before) {
    forgetDrafts();
    location.replace('/');
    return;
  }
  answerWaiting(true);
}

function clear(): void {
  forgetToken();
  forgetDrafts();
  me.value = null;
  mine.value = [];
  programmes.value = new Map();
  forgetPlace();
  presence.value = 'away';
  answerWaiting(false);
}

/** Sign out here, and in the other tabs of this device. */
export async function leave(path: '/api/v1/sign-out' | '/api/v1/sign-out/everywhere' = '/api/v1/sign-out'): Promise<void> {
  if (!asking.value) await call('post', path);
  othersTabs?.postMessage('signed-out');
  clear();
}

/** Sign out without waiting for the answer: the page is gone before it comes. Nothing tells that anybody was here. */
export function leaveAtOnce(): void {
  if (presence.value === 'here') void fetch('/api/v1/sign-out?forget_device=true', { method: 'POST', keepalive: true });
  othersTabs?.postMessage('signed-out');
  clear();
}

othersTabs?.addEventListener('message', clear);

/** Find out whether this device is signed in. */
export async function start(): Promise<void> {
  if (wasHere() && (await refresh())) {
    await readMe();
    presence.value = 'here';
  } else {
    presence.value = 'away';
  }
}

/** Where someone stands: in one of their roles in a programme, or running the installation. */
export interface Place {
  id: string;
  seat: Seat | null;
  programme: Programme | null;
}

const KEPT = 'alongside.place';

function kept(): string {
  try {
    return sessionStorage.getItem(KEPT) ?? '';
  } catch {
    return '';
  }
}
const OPERATING = 'operating';
export const chosen = signal(kept());

export const places = computed<Place[]>(() => {
  const active = me.value?.participants.filter(({ state }) => state === 'active') ?? [];
  const seats: Place[] = active.map((seat) => ({ id: seat.id, seat, programme: programmeOf(seat.programme_id) ?? null }));
  return may(me.value, 'programme:make') ? [...seats, { id: OPERATING, seat: null, programme: null }] : seats;
});

export const place = computed<Place | null>(() => places.value.find(({ id }) => id === chosen.value) ?? places.value[0] ?? null);

export function stand(id: string): void {
  chosen.value = id;
  try {
    sessionStorage.setItem(KEPT, id);
  } catch {
    // Storage may be switched off: the place then holds for this page alone.
  }
}

function forgetPlace(): void {
  chosen.value = '';
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // Storage may be switched off: then nothing was kept.
  }
}

/** A page of another programme was opened: stand there, if one takes part in it. */
export function standIn(programmeId: string): void {
  if (place.value?.programme?.id === programmeId) return;
  const there = places.value.find(({ programme }) => programme?.id === programmeId);
  if (there) stand(there.id);
}
