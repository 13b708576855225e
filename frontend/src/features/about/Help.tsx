import { Page } from '../../ui/Page';
import { Section } from '../../ui/Small';
import { t } from './words';

function Points({ items }: { items: string[] }) {
  return <ul class="list">{items.map((item) => <li key={item}>{item}</li>)}</ul>;
}

export function Help() {
  return (
    <Page title={t('help')} lead={t('helpLead')} narrow>
      <div class="stack gap-l">
        <Section id="ask" title={t('askTitle')}><p>{t('ask')}</p></Section>
        <Section id="pairing" title={t('pairingTitle')}><Points items={[t('pairing1'), t('pairing2'), t('pairing3')]} /></Section>
        <Section id="sessions" title={t('sessionsTitle')}><Points items={[t('sessions1'), t('sessions2')]} /></Section>
        <Section id="words" title={t('wordsTitle')}><Points items={[t('words1'), t('words2'), t('words3'), t('words4')]} /></Section>
        <Section id="leaving" title={t('leaveTitle')}><Points items={[t('leave1'), t('leave2'), t('leave3'), t('leave4')]} /></Section>
        <Section id="security" title={t('findTitle')}><p>{t('find')}</p></Section>
        <Section id="reading-help" title={t('readingTitle')}><p>{t('readingHelp')} <a href="/reading-settings">{t('readingLink')}</a></p></Section>
      </div>
    </Page>
  );
}
