import { may } from '../../api/allowed';
import type { Pairing, Session } from '../../api/types';
import { isMine } from '../../me/store';
import { modeWords } from '../../shared/SessionCard';
import { startWords } from '../../shared/when';
import { ReadBy } from '../../shared/ReadBy';
import { Empty, Section, Tag, type Tone } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { pairNames } from './stands';
import { t } from './words';

const TONE: Record<Session['state'], Tone> = { booked: 'brand', held: 'ok', not_held: 'plain', cancelled: 'plain' };

function standsWords({ state }: Session, own: boolean): string {
  if (state === 'held') return t(own ? 'held' : 'heldTeam');
  if (state === 'not_held') return t(own ? 'not_held' : 'not_heldTeam');
  return t(state);
}

export function Sessions({ pairing, sessions }: { pairing: Pairing; sessions: Session[] }) {
  const own = isMine(pairing);
  const book = may(pairing, 'session:book') ? `/pairings/${pairing.id}/book` : undefined;
  return (
    <Section id="sessions" title={t('sessions')}>
      <div class="stack">
        {sessions.length
          ? (
            <Table
              caption={t('sessionsOf', { names: pairNames(pairing) })}
              rows={sessions}
              keyOf={({ id }) => id}
              columns={[
                { head: t('when'), cell: (session) => <a href={`/sessions/${session.id}`}>{startWords(session)}</a> },
                { head: t('how'), bare: true, cell: (session) => <span class="words">{modeWords({ ...session, place: session.mode === 'in_person' ? session.place : '' })}</span> },
                { head: t('stands'), bare: true, cell: (session) => <Tag tone={may(session, 'session:record') ? 'warn' : TONE[session.state]}>{may(session, 'session:record') ? t('tellHeld') : standsWords(session, own)}</Tag> },
              ]}
            />
          )
          : <Empty href={book} step={t('book')}>{t(own ? 'noSessions' : 'noSessionsTeam')}</Empty>}
        {sessions.length > 0 && <p class="small muted"><ReadBy names={pairing.readers} /></p>}
        {book && sessions.length > 0 && <div class="row"><a class="btn" href={book}>{t('book')}</a><span class="muted">{t('log')}</span></div>}
      </div>
    </Section>
  );
}
