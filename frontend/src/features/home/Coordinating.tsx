import { call } from '../../api/call';
import { may } from '../../api/allowed';
import type { Helper, Pairing, Participant, Programme, Session } from '../../api/types';
import { counted } from '../../i18n/numbers';
import { Icon } from '../../ui/Icon';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Section, Tally } from '../../ui/Small';
import { HelperLine } from '../../shared/HelperList';
import { Hello } from '../../shared/Hello';
import { TaskLine } from '../../ui/Todo';
import { t } from './teamWords';

const A_WEEK = 7 * 86_400_000;

interface Overview {
  people: Participant[];
  pairings: Pairing[];
  week: Session[];
  helpers: Helper[];
}

async function readOverview(programme_id: string, signal: AbortSignal): Promise<Overview> {
  const now = Date.now();
  const from = new Date(now).toISOString();
  const to = new Date(now + A_WEEK).toISOString();
  const [people, pairings, week, helpers] = await Promise.all([
    call('get', '/api/v1/participants', { query: { programme_id, state: 'active', in_short: true, limit: 100 }, signal }),
    call('get', '/api/v1/pairings', { query: { programme_id, limit: 100 }, signal }),
    call('get', '/api/v1/sessions', { query: { state: 'booked', from, to, limit: 100 }, signal }),
    call('get', '/api/v1/programmes/{programme_id}/helpers', { path: { programme_id }, signal }),
  ]);
  return {
    people: people.data.items,
    pairings: pairings.data.items,
    week: week.data.items.filter((session) => session.programme_id === programme_id),
    helpers: helpers.data.items,
  };
}

/** The home of someone who runs a programme: people before numbers. */
export default function Coordinating({ programme }: { programme: Programme }) {
  const load = useLoad((signal) => readOverview(programme.id, signal), [programme.id]);
  return (
    <Loaded from={load}>
      {(overview) => (
        <Hello lead={t('coordinating', { programme: programme.name })}>
          <div class="grid">
            <div class="stack gap-l">
              <Needs programme={programme} overview={overview} />
              <Waiting pairings={overview.pairings} />
              <Glance programme={programme} overview={overview} />
            </div>
            <aside class="stack gap-m" aria-label={t('notYours')}><NotYours /><Leads programme={programme} helpers={overview.helpers} /></aside>
          </div>
        </Hello>
      )}
    </Loaded>
  );
}

const cannotSignIn = (person: Participant): boolean => may(person, 'participant:link') && person.joined === false && !!person.has_email;

/** Whoever is asked and cannot sign in tells a coordinator, who writes it down. */
const askedByUs = (pairing: Pairing): boolean => may(pairing, 'pairing:answer_for');

function Needs({ programme, overview: { people, pairings } }: { programme: Programme; overview: Overview }) {
  const at = `/programmes/${programme.id}`;
  const others = people.filter(({ role }) => role !== 'coordinator');
  if (!others.length) return <FirstStep programme={programme} />;
  const locked = people.filter(cannotSignIn);
  const shown = locked.slice(0, 3);
  const rest = locked.length - shown.length;
  return (
    <Section id="needs" title={t('needs')}>
      <ul class="todo" role="list">
        {pairings.filter(askedByUs).map(({ id, coach, leader, coach_accepted }) => <TaskLine key={id} href={`/pairings/${id}`} what={t('askOne', { name: (coach_accepted ? leader : coach).display_name })} hint={t('askHint', { name: (coach_accepted ? coach : leader).display_name })} tag={t('tagAsk')} tone="warn" />)}
        {shown.map((person) => <TaskLine key={person.id} href={`/people/${person.id}`} what={t('linkOne', { name: person.display_name })} hint={t('linkHint')} tag={t('tagLink')} tone="warn" />)}
        {rest > 0 && <TaskLine href={`${at}/people?show=notYet`} what={t('linkMany', { n: rest, count: counted(rest) })} hint={t('linkHint')} tag={t('tagLink')} />}
        {may(programme, 'pairing:propose') && <TaskLine href={`${at}/pairings/new`} what={t('proposeStep')} hint={t('proposeHint')} tag={pairings.length ? t('tagLike') : t('tagNext')} tone={pairings.length ? 'plain' : 'brand'} />}
      </ul>
    </Section>
  );
}

function FirstStep({ programme }: { programme: Programme }) {
  const at = `/programmes/${programme.id}/people`;
  return (
    <Section id="first" title={t('emptyTitle')} class="card stack">
      <p>{t('empty')}</p>
      <div class="acts">
        {may(programme, 'import:make') && <a class="btn" href={`${at}/import`}>{t('bringList')}</a>}
        <a class="btn quiet" href={`${at}/new`}>{t('addOne')}</a>
      </div>
    </Section>
  );
}

function Waiting({ pairings }: { pairings: Pairing[] }) {
  const asked = pairings.filter((pairing) => pairing.state === 'proposed' && !askedByUs(pairing));
  if (!asked.length) return null;
  return (
    <Section id="waiting" title={t('waiting')}>
      <ul class="todo" role="list">
        {asked.map(({ id, coach, leader, coach_accepted }) => (
          <TaskLine key={id} href={`/pairings/${id}`} what={t(coach_accepted ? 'waitLeader' : 'waitCoach', { coach: coach.display_name, leader: leader.display_name })} hint={t('waitHint')} tag={t('tagAsked')} />
        ))}
      </ul>
    </Section>
  );
}

function Glance({ programme, overview: { pairings, week } }: { programme: Programme; overview: Overview }) {
  if (!pairings.length) return null;
  const count = (what: 'countActive' | 'countProposed' | 'countPaused' | 'countWeek', n: number) => ({ label: t(what, { n }), n });
  const inState = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state).length;
  return (
    <Section id="glance" title={t('glance')}>
      <div class="stack">
        <p class="muted">{t('glanceHint', { programme: programme.name })}</p>
        <Tally counts={[
          count('countActive', inState('active')),
          count('countProposed', inState('proposed')),
          count('countPaused', inState('paused')),
          count('countWeek', week.length),
        ]} />
      </div>
    </Section>
  );
}

function NotYours() {
  return (
    <section class="card" aria-labelledby="not-yours">
      <h2 id="not-yours">{t('notYours')}</h2>
      <p class="who me"><Icon name="lock" /><span>{t('notYoursWords')} <span class="muted">{t('notYoursWhy')}</span></span></p>
    </section>
  );
}

function Leads({ programme, helpers }: { programme: Programme; helpers: Helper[] }) {
  const leads = helpers.filter(({ safeguarding_lead }) => safeguarding_lead);
  return (
    <section class="card" aria-labelledby="leads">
      <h2 id="leads">{t('leads')}</h2>
      {leads.length
        ? <div class="stack"><p>{t('leadsHint')}</p><div>{leads.map((lead) => <HelperLine key={lead.display_name} helper={lead} programme={programme} />)}</div></div>
        : <p>{t('noLeads')} {may(programme, 'programme:change') && <a href={`/programmes/${programme.id}/change`}>{t('nameLeads')}</a>}</p>}
    </section>
  );
}
