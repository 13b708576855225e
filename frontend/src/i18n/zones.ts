/** Wall-clock times of a zone, and the instants they stand for; right on the nights when clocks change. */
export type Moment = { kind: 'once'; at: Date } | { kind: 'twice'; at: Date; later: Date } | { kind: 'never' };

const A_DAY = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone);
  if (!found) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    clocks.set(zone, (found = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts })));
  }
  return found;
}

function wallClock(at: Date, zone: string): Record<string, string> {
  return Object.fromEntries(clock(zone).formatToParts(at).map(({ type, value }) => [type, value]));
}

function offset(at: number, zone: string): number {
  const wall = wallClock(new Date(at), zone);
  const shown = `${wall.year?.padStart(4, '0')}-${wall.month}-${wall.day}T${wall.hour}:${wall.minute}:${wall.second}Z`;
  return Date.parse(shown) - Math.floor(at / 1000) * 1000;
}

/** What `date` (2026-10-25) and `time` (01:30) on a clock in `zone` stand for: once, twice or never. */
export function instantOf(date: string, time: string, zone: string): Moment {
  const wall = Date.parse(`${date}T${time}:00Z`);
  // The box for a date takes years of five and six figures while one types.
  if (Number.isNaN(wall)) return { kind: 'never' };
  const tried = [wall - offset(wall - A_DAY, zone), wall - offset(wall + A_DAY, zone)];
  const found = [...new Set(tried)].filter((at) => at + offset(at, zone) === wall).toSorted((a, b) => a - b);
  const [first, second] = found;
  if (first === undefined) return { kind: 'never' };
  if (second === undefined) return { kind: 'once', at: new Date(first) };
  return { kind: 'twice', at: new Date(first), later: new Date(second) };
}

/** The date and time that a clock in `zone` shows, as the boxes of a form want them. */
export function wallTime(at: Date, zone: string): { date: string; time: string } {
  const wall = wallClock(at, zone);
  return { date: `${wall.year}-${wall.month}-${wall.day}`, time: `${wall.hour}:${wall.minute}` };
}

/** Whether two zones show the same clock at this instant. */
export const sameClock = (at: Date, one: string, other: string): boolean =>
  offset(at.getTime(), one) === offset(at.getTime(), other);

export const deviceZone = (): string => new Intl.DateTimeFormat('en-GB').resolvedOptions().timeZone;

/** The first calendar takes a browser some 15 ms; those after it, a tenth of one. */
export const wakeCalendar = (): void => void deviceZone();
