import { describe, expect, test } from 'vitest';
import { instantOf, sameClock, wallTime } from '../src/i18n/zones';
import { dateBox, day, daysUntil, howSoon, span, time, when, zoneName } from '../src/i18n/dates';
import { checkPlan, NEW_PLAN, planOf, timesOf } from '../src/features/sessions/times';
import type { Session } from '../src/api/types';

const LONDON = 'Europe/London';
const iso = (at: Date | undefined) => at?.toISOString();

describe('an hour on the clock of a zone', () => {
  test('in winter and in summer', () => {
    expect(instantOf('2026-11-25', '14:00', LONDON)).toEqual({ kind: 'once', at: new Date('2026-11-25T14:00:00Z') });
    expect(instantOf('2026-07-01', '14:00', LONDON)).toEqual({ kind: 'once', at: new Date('2026-07-01T13:00:00Z') });
  });

  test('does not happen in the night when clocks go forward', () => {
    expect(instantOf('2027-03-28', '01:30', LONDON)).toEqual({ kind: 'never' });
    expect(instantOf('2027-03-28', '02:00', LONDON)).toEqual({ kind: 'once', at: new Date('2027-03-28T01:00:00Z') });
  });

  test('happens twice in the night when clocks go back', () => {
    expect(instantOf('2026-10-25', '01:30', LONDON)).toEqual({ kind: 'twice', at: new Date('2026-10-25T00:30:00Z'), later: new Date('2026-10-25T01:30:00Z') });
    expect(instantOf('2026-10-25', '02:00', LONDON)).toEqual({ kind: 'once', at: new Date('2026-10-25T02:00:00Z') });
  });

  test.each([
    ['Asia/Kathmandu', '2026-11-25T08:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-25T00:00:00.000Z'],
    ['America/St_Johns', '2026-11-25T17:30:00.000Z'],
    ['Pacific/Pago_Pago', '2026-11-26T01:00:00.000Z'],
  ])('in %s too', (zone, expected) => {
    const moment = instantOf('2026-11-25', '14:00', zone);
    expect(moment.kind).toBe('once');
    expect(moment.kind === 'once' && iso(moment.at)).toBe(expected);
  });

  test('comes back as it was written, every half hour of both nights when clocks change', () => {
    for (const date of ['2026-10-25', '2027-03-28']) {
      for (let half = 0; half < 48; half += 1) {
        const clock = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
        const moment = instantOf(date, clock, LONDON);
        const instants = moment.kind === 'never' ? [] : moment.kind === 'twice' ? [moment.at, moment.later] : [moment.at];
        for (const at of instants) expect(wallTime(at, LONDON)).toEqual({ date, time: clock });
      }
    }
  });
});

describe('a session’s times', () => {
  const plan = { ...NEW_PLAN, date: '2026-10-25', start: '00:30' };

  test('a length is counted in real minutes over a change of clocks', () => {
    const times = timesOf({ ...plan, length: '90' }, LONDON);
    expect([iso(times?.starts_at), iso(times?.ends_at)]).toEqual(['2026-10-24T23:30:00.000Z', '2026-10-25T01:00:00.000Z']);
  });

  test('an end on the clock is the one after the start', () => {
    const times = timesOf({ ...plan, start: '01:30', which: 'later', length: 'other', end: '01:50' }, LONDON);
    expect([iso(times?.starts_at), iso(times?.ends_at)]).toEqual(['2026-10-25T01:30:00.000Z', '2026-10-25T01:50:00.000Z']);
  });

  test('which of two hours has to be said', () => {
    expect(timesOf({ ...plan, start: '01:30' }, LONDON)).toBeNull();
    expect(checkPlan({ ...plan, start: '01:30' }, LONDON).which).toBeTruthy();
    expect(iso(timesOf({ ...plan, start: '01:30', which: 'first' }, LONDON)?.starts_at)).toBe('2026-10-25T00:30:00.000Z');
  });

  test('an hour that does not happen is told, not moved', () => {
    const lost = { ...NEW_PLAN, date: '2027-03-28', start: '01:30' };
    expect(timesOf(lost, LONDON)).toBeNull();
    expect(checkPlan(lost, LONDON).start).toContain('does not happen');
  });

  test.each(['20266-10-25', '202610-10-25'])('a year with too many figures, as in %s, asks for the day', (date) => {
    expect(timesOf({ ...plan, date }, LONDON)).toBeNull();
    expect(checkPlan({ ...plan, date }, LONDON)).toMatchObject({ date: 'Choose a day', start: '' });
    expect(checkPlan({ ...plan, date, length: 'other', end: '02:10' }, LONDON).end).toBe('');
  });

  test('ten minutes to eight hours', () => {
    const of = (end: string) => checkPlan({ ...plan, date: '2026-11-25', start: '09:00', length: 'other', end }, LONDON).end;
    expect([of('09:09'), of('17:01'), of('08:00')].every(Boolean)).toBe(true);
    expect([of('09:10'), of('17:00')].some(Boolean)).toBe(false);
  });

  test('a booked session fills the boxes it came from', () => {
    const session = { starts_at: '2026-10-25T01:30:00Z', ends_at: '2026-10-25T02:10:00Z', time_zone: LONDON, mode: 'phone', place: '' } as Session;
    const filled = planOf(session);
    expect(filled).toMatchObject({ date: '2026-10-25', start: '01:30', which: 'later', length: 'other', end: '02:10' });
    expect(iso(timesOf(filled, LONDON)?.ends_at)).toBe('2026-10-25T02:10:00.000Z');
  });
});

describe('days and times in words', () => {
  const at = new Date('2026-11-25T14:00:00Z');
  const now = new Date('2026-11-23T09:00:00Z');

  test('as people say them', () => {
    expect(day(at, LONDON, now)).toBe('Wednesday 25 November');
    expect(day(new Date('2027-01-06T13:00:00Z'), LONDON, now)).toBe('Wednesday 6 January 2027');
    expect(dateBox(at, LONDON)).toEqual({ weekday: 'Wed', day: '25', month: 'Nov' });
    expect(['14:00', '09:30', '12:00', '00:00', '12:05'].map((clock) => time(new Date(`2026-11-25T${clock}:00Z`), LONDON))).toEqual(['2pm', '9.30am', '12 noon', '12 midnight', '12.05pm']);
    expect(span(at, new Date('2026-11-25T15:00:00Z'), LONDON)).toBe('2pm to 3pm');
    expect(when(at, LONDON)).toContain('25 November');
    expect([zoneName(LONDON), zoneName('America/Argentina/Buenos_Aires')]).toEqual(['London time', 'Buenos Aires time']);
  });

  test('the day is the zone’s, not the device’s', () => {
    const late = new Date('2026-11-25T23:30:00Z');
    expect([day(late, LONDON, now), day(late, 'Asia/Tokyo', now)]).toEqual(['Wednesday 25 November', 'Thursday 26 November']);
  });

  test('how soon counts midnights of the zone', () => {
    expect(daysUntil(at, LONDON, now)).toBe(2);
    const soon = (day_: string) => howSoon(new Date(`2026-${day_}T10:00:00Z`), LONDON, now);
    expect(['11-23', '11-24', '11-25', '11-30', '12-04', '12-21'].map(soon)).toEqual(['today', 'tomorrow', 'in two days', 'in a week', 'in 11 days', 'in four weeks']);
  });

  test('two zones may show one clock', () => {
    expect(sameClock(at, LONDON, 'Europe/Lisbon')).toBe(true);
    expect(sameClock(at, LONDON, 'Europe/Madrid')).toBe(false);
  });
});
