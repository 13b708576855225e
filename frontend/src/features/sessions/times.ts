import type { Session } from '../../api/types';
import { instantOf, type Moment, wallTime } from '../../i18n/zones';
import type { Errors } from '../../ui/form';
import { t } from './planWords';

/** What the boxes of a session’s form hold. */
export type Plan = {
  date: string;
  start: string;
  /** Which of two, on the night when clocks go back. */
  which: '' | 'first' | 'later';
  length: string;
  end: string;
  mode: Session['mode'];
  place: string;
};

export const LENGTHS = ['30', '45', '60', '90'];
const MINUTE = 60_000;
const [SHORTEST, LONGEST] = [10 * MINUTE, 8 * 60 * MINUTE];

export const NEW_PLAN: Plan = { date: '', start: '', which: '', length: '60', end: '', mode: 'video', place: '' };

export function planOf({ starts_at, ends_at, time_zone, mode, place }: Session): Plan {
  const [start, end] = [new Date(starts_at), new Date(ends_at)];
  const at = wallTime(start, time_zone);
  const minutes = String((end.getTime() - start.getTime()) / MINUTE);
  const moment = instantOf(at.date, at.time, time_zone);
  const which = moment.kind !== 'twice' ? '' : moment.at.getTime() === start.getTime() ? 'first' : 'later';
  const usual = LENGTHS.includes(minutes);
  return { date: at.date, start: at.time, which, length: usual ? minutes : 'other', end: wallTime(end, time_zone).time, mode, place };
}

/** When it would start, as far as the boxes say. */
export const momentOf = ({ date, start }: Plan, zone: string): Moment | null => (date && start ? instantOf(date, start, zone) : null);

function startOf(plan: Plan, zone: string): Date | null {
  const moment = momentOf(plan, zone);
  if (!moment || moment.kind === 'never') return null;
  if (moment.kind === 'once') return moment.at;
  if (!plan.which) return null;
  return plan.which === 'later' ? moment.later : moment.at;
}

/** A length is counted in real minutes, so it is right over a change of clocks. An end is a time on the same day’s clock. */
function endOf(plan: Plan, start: Date, zone: string): Date | null {
  if (plan.length !== 'other') return new Date(start.getTime() + Number(plan.length) * MINUTE);
  if (!plan.end) return null;
  const end = instantOf(plan.date, plan.end, zone);
  if (end.kind === 'never') return null;
  const after = end.kind === 'twice' && end.at <= start ? end.later : end.at;
  return after;
}

export interface Times {
  starts_at: Date;
  ends_at: Date;
}

export function timesOf(plan: Plan, zone: string): Times | null {
  const starts_at = startOf(plan, zone);
  const ends_at = starts_at && endOf(plan, starts_at, zone);
  return starts_at && ends_at && ends_at > starts_at ? { starts_at, ends_at } : null;
}

const isDay = (date: string): boolean => /^\d{4}-\d\d-\d\d$/.test(date);

export function checkPlan(plan: Plan, zone: string): Errors<Plan> {
  const moment = momentOf(plan, zone);
  const start = startOf(plan, zone);
  const end = start && endOf(plan, start, zone);
  const lasts = start && end ? end.getTime() - start.getTime() : LONGEST;
  return {
    date: isDay(plan.date) ? '' : t('needDay'),
    start: !plan.start ? t('needStart') : isDay(plan.date) && moment?.kind === 'never' ? t('never') : '',
    which: moment?.kind === 'twice' && !plan.which ? t('needWhich') : '',
    end: plan.length !== 'other' ? '' : !plan.end || (start && !end) ? t('needEnd') : lasts < SHORTEST ? t('endFirst') : lasts > LONGEST ? t('tooLong') : '',
  };
}
