import type { ComponentChildren } from 'preact';
import type { Session } from '../api/types';
import { dateBox, day, span, zoneName } from '../i18n/dates';
import { words } from '../i18n/words';
import { Icon, type IconName } from '../ui/Icon';
import { yoursWords } from './when';

const t = words('session', {
  times: '{day}, {times} ({zone})',
  video: 'Video call',
  phone: 'Phone call',
  in_person: 'In person',
  at: '{mode}: {place}',
  join: 'Join at {host}',
});

const PICTURE: Record<Session['mode'], IconName> = { video: 'video', phone: 'phone', in_person: 'pin' };

export const modeWords = ({ mode, place }: Pick<Session, 'mode' | 'place'>): string =>
  place ? t('at', { mode: t(mode), place }) : t(mode);

/** A day as one sees it on a wall calendar, for the eye only. */
export function DateBox({ at, zone }: { at: string; zone: string }) {
  const box = dateBox(new Date(at), zone);
  return <div class="date" aria-hidden="true">{box.weekday}<b>{box.day}</b>{box.month}</div>;
}

/** When and how: the zone is always named. */
export function WhenAndHow({ session, children }: { session: Session; children?: ComponentChildren }) {
  const [start, end] = [new Date(session.starts_at), new Date(session.ends_at)];
  const yours = yoursWords(session);
  const times = t('times', { day: day(start, session.time_zone), times: span(start, end, session.time_zone), zone: zoneName(session.time_zone) });
  return (
    <div class="facts">
      <div><Icon name="clock" /><p>{times}{yours && <><br /><span class="muted">{yours}</span></>}</p></div>
      <div><Icon name={PICTURE[session.mode]} /><Place session={session} /></div>
      {children}
    </div>
  );
}

function addressOf(place: string): URL | null {
  const address = URL.canParse(place) ? new URL(place) : null;
  return address?.protocol === 'https:' ? address : null;
}

/** Where, or how. A web address becomes a link, which says to whose page it leads. */
function Place({ session }: { session: Session }) {
  const address = addressOf(session.place.trim());
  if (!address) return <p class="words">{modeWords(session)}</p>;
  return <p>{t(session.mode)}: <a href={address.href} target="_blank" rel="noopener noreferrer">{t('join', { host: address.host })}</a></p>;
}
