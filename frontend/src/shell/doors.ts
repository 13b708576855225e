import { computed } from '@preact/signals';
import { may } from '../api/allowed';
import type { Programme, Seat } from '../api/types';
import { me, mine, place } from '../me/store';

type Label = 'home' | 'people' | 'pairings' | 'myPairing' | 'myPairings' | 'feedback' | 'learning' | 'about' | 'programmes' | 'organisations';

interface Door {
  href: string;
  label: Label;
}

function myPairings(programme: Programme, seat: string): Door[] {
  const here = mine.value.filter(({ coach, leader }) => coach.id === seat || leader.id === seat);
  const going = here.find(({ programme_id, state }) => programme_id === programme.id && (state === 'active' || state === 'paused'));
  if (here.length === 1 && going) return [{ href: `/pairings/${going.id}`, label: 'myPairing' }];
  return here.length ? [{ href: '/pairings', label: 'myPairings' }] : [];
}

function inProgramme(programme: Programme, seat: Seat): Door[] {
  const at = `/programmes/${programme.id}`;
  const doors: [boolean, Door][] = [
    [may(seat, 'participant:add'), { href: `${at}/people`, label: 'people' }],
    [may(seat, 'pairing:propose'), { href: `${at}/pairings`, label: 'pairings' }],
    [may(seat, 'feedback:give', 'participant:add'), { href: `${at}/feedback`, label: 'feedback' }],
    [may(seat, 'offered_feedback:read'), { href: `${at}/learning`, label: 'learning' }],
    [true, { href: at, label: 'about' }],
  ];
  return [...myPairings(programme, seat.id), ...doors.filter(([open]) => open).map(([, door]) => door)];
}

function operating(): Door[] {
  const all: Door[] = [{ href: '/programmes', label: 'programmes' }];
  return may(me.value, 'organisation:import', 'organisation:add') ? [...all, { href: '/organisations', label: 'organisations' }] : all;
}

/** The ways on from here: only those that lead somewhere for this person, in this place. */
export const doors = computed<Door[]>(() => {
  const home: Door = { href: '/', label: 'home' };
  const here = place.value;
  if (!here) return [home];
  if (!here.seat) return [home, ...operating()];
  return here.programme ? [home, ...inProgramme(here.programme, here.seat)] : [home];
});
