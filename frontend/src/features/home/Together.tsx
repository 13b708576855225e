import type { ComponentChildren } from 'preact';
import { may } from '../../api/allowed';
import type { Pairing, Participant, Programme, Seat, Session } from '../../api/types';
import { day, howSoon } from '../../i18n/dates';
import { counted } from '../../i18n/numbers';
import { callName, roleWord } from '../../me/labels';
import { DateBox, WhenAndHow } from '../../shared/SessionCard';
import { sides } from '../../me/store';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Section, Tag } from '../../ui/Small';
import { type Task, TaskLine } from '../../ui/Todo';
import { HelperList } from '../../shared/HelperList';
import { Hello } from '../../shared/Hello';
import { nextOf, readShared, type Shared, unheard, unsaid } from './together';
import { t } from './togetherWords';

type Here = { seat: Seat; programme: Programme; pairings: Pairing[] };

/** The home of someone who is in a pairing, or waits for one. */
export default function Together({ seat, programme, pairings }: Here) {
  const load = useLoad((signal) => readShared(seat, programme, pairings, signal), [seat.id, pairings.map(({ id, state }) => id + state).join()]);
  return <Loaded from={load}>{(shared) => <Shown shared={shared} programme={programme} pairings={pairings} />}</Loaded>;
}

function leadOf(shared: Shared, pairings: Pairing[]): string {
  const next = nextOf(shared);
  if (next) return t('meet', { name: callName(next.partner.display_name), soon: howSoon(new Date(next.session.starts_at), next.session.time_zone) });
  if (pairings.some((pairing) => may(pairing, 'pairing:accept'))) return t('asked');
  return pairings.length ? t('calm') : t('noPairing');
}

function Shown({ shared, programme, pairings }: { shared: Shared; programme: Programme; pairings: Pairing[] }) {
  const next = nextOf(shared);
  return (
    <Hello lead={leadOf(shared, pairings)}>
      <div class="grid">
        <div class="stack gap-l">
          {next && <Next {...next} shared={shared} programme={programme} />}
          <Todo shared={shared} pairings={pairings} />
        </div>
        <aside class="stack gap-m" aria-label={t('helpers')}>
          {shared.going.map((going) => <Pair key={going.pairing.id} {...going} />)}
          <HelperList title={t('helpers')} helpers={shared.helpers} programme={programme} />
        </aside>
      </div>
    </Hello>
  );
}

function Next({ session, partner, shared: { self, ReadBy }, programme }: { session: Session; partner: Participant; shared: Shared; programme: Programme }) {
  const name = callName(partner.display_name);
  const help = (who: string, { access_needs, readers }: Participant, change?: ComponentChildren) => access_needs && (
    <div class="need"><p><strong>{who}</strong></p><p class="words">{access_needs}</p><p class="small muted"><ReadBy names={readers?.access_needs} /></p>{change}</div>
  );
  return (
    <section class="card next" aria-labelledby="next">
      <div class="next__row">
        <DateBox at={session.starts_at} zone={session.time_zone} />
        <div class="next__who">
          <p class="eyebrow">{t('nextSession')}</p>
          <h2 id="next"><bdi>{partner.display_name}</bdi></h2>
          <p class="muted">{partner.job_title ?? t('partnerIs', { role: roleWord(partner.role, programme).toLowerCase() })}</p>
        </div>
      </div>
      <WhenAndHow session={session}>{session.place && <p class="small muted"><ReadBy names={session.readers} /></p>}</WhenAndHow>
      {help(t('helpsThem', { name }), partner)}
      {help(t('helpsYou'), self, <p><a href={`/people/${self.id}`}>{t('changeHelps')}</a></p>)}
      <div class="acts">
        <a class="btn" href={`/sessions/${session.id}`}>{t('openSession')}</a>
        {may(session, 'session:change') && <a class="btn quiet" href={`/sessions/${session.id}/move`}>{t('changeSession')}</a>}
      </div>
    </section>
  );
}

function tasksOf({ going, given, self }: Shared, pairings: Pairing[]): Task[] {
  const asked = pairings.filter((pairing) => may(pairing, 'pairing:accept')).map((pairing): Task => (
    { href: `/pairings/${pairing.id}`, what: t('answerProposal', { name: sides(pairing).other.display_name }), hint: t('answerProposalHint'), tag: t('tagAsked'), tone: 'warn' }));
  const rest = going.flatMap(({ pairing, sessions, next, partner }): Task[] => {
    const name = callName(partner.display_name);
    const dayOf = ({ starts_at, time_zone }: Session) => day(new Date(starts_at), time_zone);
    const over = unsaid(sessions).map((session) => (
      { href: `/sessions/${session.id}`, what: t('didYouMeet', { name, day: dayOf(session) }), hint: t('didYouMeetHint'), tag: t('tagShort') }));
    const last = unheard(sessions, given);
    const feedback = last ? [{ href: `/sessions/${last.id}/feedback`, what: t('howWasIt', { day: dayOf(last) }), hint: t('howWasItHint', { name }), tag: t('tagLike') }] : [];
    const book = may(pairing, 'session:book') && !next ? [{ href: `/pairings/${pairing.id}/book`, what: t('bookNext', { name }), hint: t('bookNextHint'), tag: t('tagNext'), tone: 'brand' as const }] : [];
    return [...over, ...book, ...feedback];
  });
  const helps = self.access_needs || !may(self, 'participant:change') ? [] : [{ href: `/people/${self.id}`, what: t('tellHelps'), hint: t('tellHelpsHint'), tag: t('tagLike') }];
  return [...asked, ...rest, ...helps];
}

function Todo({ shared, pairings }: { shared: Shared; pairings: Pairing[] }) {
  const tasks = tasksOf(shared, pairings);
  return (
    <Section id="todo" title={t('todo')}>
      {tasks.length ? <ul class="todo" role="list">{tasks.map((task) => <TaskLine key={task.href} {...task} />)}</ul> : <p class="muted">{t('todoNone')}</p>}
    </Section>
  );
}

function Pair({ pairing, sessions, partner }: Shared['going'][number]) {
  const name = callName(partner.display_name);
  const held = sessions.filter(({ state }) => state === 'held').length;
  const booked = sessions.some(({ state }) => state === 'booked');
  const marks: ComponentChildren = [...Array.from({ length: Math.min(held, 8) }, (_, n) => <li key={n} class="done" />), booked ? <li key="now" class="now" /> : null];
  const id = `pair-${pairing.id}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t('youAnd', { name })}</h2>
      <p>{held ? t('held', { n: held, count: counted(held) }) : t('heldNone')}</p>
      {(held > 0 || booked) && <ol class="path" role="list" aria-hidden="true">{marks}</ol>}
      {pairing.state === 'paused' && <p><Tag icon="pause">{t('paused')}</Tag></p>}
      <p><a href={`/pairings/${pairing.id}`}>{t('openPairing')}</a></p>
    </section>
  );
}
