import { lazy } from 'preact-iso';
import { may } from '../../api/allowed';
import type { Pairing, Programme } from '../../api/types';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { Who } from '../../ui/Who';
import type { Shown } from './read';
import { Sessions } from './Sessions';
import { pairNames, Stands } from './stands';
import { Steps } from './Steps';
import { t } from './words';

const AnswerFor = lazy(() => import('./AnswerFor'));

function standingWords({ state, coach_accepted, coach, leader }: Pairing): string {
  const names = { coach: coach.display_name, leader: leader.display_name };
  if (state === 'proposed') return t(coach_accepted ? 'waitLeaderTeam' : 'waitCoachTeam', names);
  if (state === 'paused') return t('pausedTeam');
  if (state === 'declined') return t('declinedTeam', { name: (coach_accepted ? leader : coach).display_name });
  return state === 'ended' ? t('endedTeam') : '';
}

/** A pairing as those see it who run the programme: when two people meet, and none of their words. */
export function Team({ known, reload, programme }: Shown & { programme: Programme }) {
  const { pairing, sessions } = known;
  const standing = standingWords(pairing);
  return (
    <Page title={pairNames(pairing)} back={{ href: `/programmes/${programme.id}/pairings`, to: t('toAll') }}>
      <div class="grid">
        <div class="stack gap-l">
          {standing ? <Say>{standing}</Say> : <p><Stands pairing={pairing} /></p>}
          {may(pairing, 'pairing:answer_for') && <AnswerFor pairing={pairing} />}
          {pairing.started_at && <Sessions pairing={pairing} sessions={sessions} />}
          <Steps known={known} reload={reload} />
        </div>
        <aside class="stack gap-m" aria-label={t('notYours')}>
          <section class="card" aria-labelledby="not-yours">
            <h2 id="not-yours">{t('notYours')}</h2>
            <Who kind="me" names={t('notYoursWhat')}>{t('notYoursWords')}</Who>
          </section>
        </aside>
      </div>
    </Page>
  );
}
