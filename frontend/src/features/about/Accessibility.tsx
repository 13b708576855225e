import { Page } from '../../ui/Page';
import { Section, Ticks } from '../../ui/Small';
import { t } from './words';

export default function Accessibility() {
  return (
    <Page title={t('accessibility')} lead={t('accessibilityLead')} narrow>
      <div class="stack gap-l">
        <Section id="do" title={t('a11yDoTitle')}><Ticks items={[t('a11y1'), t('a11y2'), t('a11y3'), t('a11y4'), t('a11y5')]} /></Section>
        <Section id="aim" title={t('a11yAimTitle')}><p>{t('a11yAim')}</p></Section>
        <Section id="known" title={t('a11yKnownTitle')}><p>{t('a11yKnown')}</p></Section>
        <Section id="tell" title={t('a11yTellTitle')}><p>{t('a11yTell')}</p></Section>
      </div>
    </Page>
  );
}
