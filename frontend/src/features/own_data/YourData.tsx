import { Page } from '../../ui/Page';
import { Section } from '../../ui/Small';
import { TakeAlong } from './TakeAlong';
import { t } from './words';

export default function YourData() {
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/account', to: t('toAccount') }} narrow>
      <div class="stack gap-l">
        <Section id="take" title={t('take')}><TakeAlong /></Section>
        <Section id="looked" title={t('looked')}><p><a href="/your-data/looked">{t('seeLooked')}</a></p></Section>
        <Section id="agreed" title={t('agreed')}><p><a href="/your-data/agreed">{t('seeAgreed')}</a></p></Section>
        <Section id="leave" title={t('leave')}><p><a href="/your-data/delete">{t('seeDelete')}</a></p></Section>
      </div>
    </Page>
  );
}
