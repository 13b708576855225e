import type { Pairing, Participant, Programme, Session } from '../../api/types';
import { callName, roleWord } from '../../me/labels';
import { sides } from '../../me/store';
import { HelperList } from '../../shared/HelperList';
import { whenWords } from '../../shared/when';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { ReadBy, useGathered } from '../../shared/ReadBy';
import { Face, Facts } from '../../ui/Small';
import type { Shown } from './read';
import { Sessions } from './Sessions';
import { Steps } from './Steps';
import { t } from './words';

function leadOf({ state }: Pairing, sessions: Session[]): string {
  if (state !== 'active') return '';
  const next = sessions.findLast((session) => session.state === 'booked' && Date.parse(session.ends_at) > Date.now());
  return next ? t('nextIs', { when: whenWords(next) }) : t('nothingBooked');
}

/** The page of two who work together, rest, or did work together. */
export function Together({ known, reload, programme }: Shown & { programme: Programme }) {
  const { pairing, sessions, partner, helpers } = known;
  const name = callName(sides(pairing).other.display_name);
  const gone = pairing.state === 'ended' || pairing.state === 'declined';
  return (
    <Page title={t('youAnd', { name })} lead={leadOf(pairing, sessions)} back={{ href: '/pairings', to: t('toMine') }}>
      <div class="grid">
        <div class="stack gap-l">
          {pairing.state === 'paused' && <Say icon="pause">{t('pausedTold', { name })}</Say>}
          {gone && <Say>{pairing.started_at ? t('endedTold', { name }) : t(pairing.state === 'declined' ? 'noDone' : 'notGoing')}</Say>}
          {(!gone || sessions.length > 0) && <Sessions pairing={pairing} sessions={sessions} />}
          <Steps known={known} reload={reload} />
        </div>
        <aside class="stack gap-m" aria-label={t('aside')}>
          {partner && <Partner partner={partner} programme={programme} />}
          <HelperList title={t('talkOver')} helpers={helpers} programme={programme} />
          <p><a href="/privacy">{t('whoReads')}</a></p>
        </aside>
      </div>
    </Page>
  );
}

function Partner({ partner, programme }: { partner: Participant; programme: Programme }) {
  const name = callName(partner.display_name);
  const { topics, access_needs, email, phone, readers } = partner;
  const { line, own } = useGathered(readers, Object.entries({ access_needs, topics, email: email || phone }).flatMap(([field, told]) => (told ? [field] : [])));
  const said = (label: string, words: string, field: string) => [label, <><span class="words">{words}</span>{own(field) && <><br /><span class="small muted"><ReadBy names={own(field)} of={label} /></span></>}</>] as const;
  return (
    <section class="card stack" aria-labelledby="partner">
      <div class="person">
        <Face name={partner.display_name} tone="clay" />
        <div><h2 id="partner"><bdi>{partner.display_name}</bdi></h2><p class="muted small">{partner.job_title ?? roleWord(partner.role, programme, partner.lived_experience)}</p></div>
      </div>
      {line}
      <Facts small rows={[
        !!access_needs && said(t('helps', { name }), access_needs, 'access_needs'),
        !!topics && said(t('talk'), topics, 'topics'),
      ]} />
      {(email || phone) && own('email') && <p class="small muted"><ReadBy names={own('email')} of={t('email', { name })} /></p>}
      {(email || phone) && (
        <ul class="links">
          {email && <li><a href={`mailto:${email}`}>{t('email', { name })}</a></li>}
          {phone && <li><a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{t('ring', { number: phone })}</a></li>}
        </ul>
      )}
    </section>
  );
}
