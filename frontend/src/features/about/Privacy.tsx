import { Page } from '../../ui/Page';
import { Section, Ticks } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { t } from './words';

const SEEN = [['name', 'nameWho'], ['contact', 'contactWho'], ['meet', 'meetWho'], ['privateNotes', 'privateNotesWho'], ['sharedNotes', 'sharedNotesWho'], ['feedback', 'feedbackWho'], ['ties', 'tiesWho']] as const;

export default function Privacy() {
  return (
    <Page title={t('privacy')} lead={t('privacyLead')} narrow>
      <div class="stack gap-l">
        <Section id="what" title={t('whatTitle')}><Ticks items={[t('what1'), t('what2'), t('what3'), t('what4')]} /></Section>
        <Section id="who" title={t('whoTitle')}>
          <Table caption={t('whoTitle')} rows={[...SEEN]} keyOf={([what]) => what} columns={[{ head: t('aboutYou'), cell: ([what]) => t(what) }, { head: t('whoCan'), bare: true, cell: ([, who]) => t(who) }]} />
        </Section>
        <Section id="how" title={t('howTitle')}><div class="stack"><p>{t('how')}</p><p>{t('howNotYet')}</p><p>{t('howTeam')}</p></div></Section>
        <Section id="not" title={t('notTitle')}><Ticks items={[t('not1'), t('not2'), t('not3')]} /></Section>
      </div>
    </Page>
  );
}
