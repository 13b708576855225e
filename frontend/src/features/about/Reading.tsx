import { Page } from '../../ui/Page';
import { ReadingSettings } from '../../ui/ReadingSettings';
import { t } from './words';

export function Reading() {
  return <Page title={t('readingTitlePage')} lead={t('readingLead')} narrow><ReadingSettings /></Page>;
}
