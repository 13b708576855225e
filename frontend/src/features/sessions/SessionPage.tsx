import type { ComponentChildren } from 'preact';
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Session } from '../../api/types';
import { callName } from '../../me/labels';
import { isMine, sides, standIn } from '../../me/store';
import { Helps } from '../../shared/Helps';
import { ReadBy } from '../../shared/ReadBy';
import { DateBox, WhenAndHow } from '../../shared/SessionCard';
import { type Load, Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Section, Tag, type Tone } from '../../ui/Small';
import { Who } from '../../ui/Who';
import { Cancel } from './Cancel';
import { Record } from './Record';
import { namesOf } from './names';
import { t } from './words';

const TONE: { [state in Session['state']]: Tone } = { booked: 'brand', held: 'ok', not_held: 'plain', cancelled: 'plain' };

interface Props {
  /** What the two write about this session. */
  written: (session: Session) => ComponentChildren;
}

export function SessionPage({ written }: Props) {
  const { sessionId = '' } = useRoute().params;
  const load = useLoad(async (signal) => (await call('get', '/api/v1/sessions/{session_id}', { path: { session_id: sessionId }, signal })).data, [sessionId]);
  return <Loaded from={load}>{(session) => <Shown session={session} load={load} written={written} />}</Loaded>;
}

function stateWords(session: Session): string {
  if (isMine(session) || session.state === 'booked' || session.state === 'cancelled') return t(`state_${session.state}`);
  return t(`state_${session.state}Team`);
}

function Shown({ session, load, written }: Props & { session: Session; load: Load<Session> }) {
  useEffect(() => standIn(session.programme_id), [session.programme_id]);
  const own = isMine(session);
  const names = namesOf(session);
  const beside = session.state === 'booked' || !own;
  return (
    <Page title={own ? t('title', { name: callName(sides(session).other.display_name) }) : t('titleTeam', { names })} back={{ href: `/pairings/${session.pairing_id}`, to: names }}>
      <div class={beside ? 'grid' : undefined}>
        <div class="stack gap-l">
          <section class="card next" aria-labelledby="when">
            <div class="next__row">
              <DateBox at={session.starts_at} zone={session.time_zone} />
              <div class="next__who stack gap-s"><h2 id="when">{t('whenHow')}</h2><Tag tone={TONE[session.state]}>{stateWords(session)}</Tag></div>
            </div>
            <WhenAndHow session={session}><p class="small muted"><ReadBy names={session.readers} /></p></WhenAndHow>
            <Steps session={session} load={load} />
          </section>
          {may(session, 'session:record') && <Record session={session} load={load} />}
          {own && written(session)}
        </div>
        {beside && (
          <aside class="stack gap-m" aria-label={t('helpsTitle')}>
            {session.state === 'booked' && <Helps coach={session.coach} leader={session.leader} />}
            {!own && <section class="card" aria-labelledby="not-yours"><h2 id="not-yours">{t('notYours')}</h2><Who kind="me" names={t('notYoursWhat')}>{t('notYoursWords')}</Who></section>}
          </aside>
        )}
      </div>
    </Page>
  );
}

function Steps({ session, load }: { session: Session; load: Load<Session> }) {
  const [sure, setSure] = useState(false);
  if (!may(session, 'session:change', 'session:cancel')) return null;
  return (
    <div class="acts">
      {may(session, 'session:change') && <a class="btn quiet" href={`/sessions/${session.id}/move`}>{t('change')}</a>}
      {may(session, 'session:cancel') && <button type="button" class="btn quiet" onClick={() => setSure(true)}>{t('cancel')}</button>}
      {sure && <Cancel session={session} load={load} onClose={() => setSure(false)} />}
    </div>
  );
}

export function FeedbackDoor({ session, children }: { session: Session; children: ComponentChildren }) {
  const name = callName(sides(session).other.display_name);
  return (
    <Section id="feedback" title={t('feedback')}>
      <div class="stack gap-m">
        {may(session, 'feedback:give')
          ? <div class="stack"><p>{t('feedbackHint', { name })}</p><p><a class="btn" href={`/sessions/${session.id}/feedback`}>{t('feedbackGive')}</a></p></div>
          : session.state !== 'held' && <p class="muted">{t('feedbackNot')}</p>}
        {children}
      </div>
    </Section>
  );
}
