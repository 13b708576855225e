import { Page } from '../../ui/Page';
import { Section } from '../../ui/Small';
import { TakeAlong } from './TakeAlong';
import { t } from './words';

export default function YourData() {
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/account', to: t('toAccount') }} narrow>
      <div class="stack gap-l">
        <Section id="take" title={t('take')}><TakeAlong /></Section>
      </div>
    </Page>
  );
}
