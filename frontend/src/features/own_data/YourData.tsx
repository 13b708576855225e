import type { ComponentChild } from 'preact';
import { me } from '../../me/store';
import { Page } from '../../ui/Page';
import { Section } from '../../ui/Small';
import type { Ask } from './Delete';
import { TakeAlong } from './TakeAlong';
import { t } from './words';

export default function YourData({ ask, prompt }: { ask: Ask; prompt: ComponentChild }) {
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/account', to: t('toAccount') }} narrow>
      <div class="stack gap-l">
        <Section id="kept" title={t('kept')}><Kept /></Section>
        <Section id="take" title={t('take')}><TakeAlong ask={ask} prompt={prompt} /></Section>
        <Section id="looked" title={t('looked')}><p><a href="/your-data/looked">{t('seeLooked')}</a></p></Section>
        <Section id="agreed" title={t('agreed')}><p><a href="/your-data/agreed">{t('seeAgreed')}</a></p></Section>
        <Section id="leave" title={t('leave')}><p><a href="/your-data/delete">{t('seeDelete')}</a></p></Section>
      </div>
    </Page>
  );
}

/** What each programme keeps: there, each thing stands with the names of those who can see it. */
function Kept() {
  const seats = me.value?.participants.filter(({ state }) => state === 'active') ?? [];
  return (
    <div class="stack">
      <p>{t(seats.length ? 'keptWords' : 'keptNowhere')}</p>
      {seats.length > 0 && <ul class="list">{seats.map(({ id, programme_name: programme }) => <li key={id}><a href={`/people/${id}`}>{t('seeKept', { programme })}</a></li>)}</ul>}
      <p><a href="/privacy">{t('seePrivacy')}</a></p>
    </div>
  );
}
