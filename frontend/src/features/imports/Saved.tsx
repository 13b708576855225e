import type { Programme, RosterReport } from '../../api/types';
import { Page } from '../../ui/Page';
import { Section } from '../../ui/Small';
import { Earlier } from './Earlier';
import { Stages } from './Stages';
import { Counts, MendButton, ToMend, Warnings } from './Report';
import { t } from './words';

/** What was saved, and what comes next. */
export function Saved({ report, programme, again }: { report: RosterReport; programme: Programme; again: () => void }) {
  const at = `/programmes/${programme.id}`;
  return (
    <Page title={t('savedTitle')} lead={t('savedLead')} back={{ href: `${at}/people`, to: t('toPeople') }}>
      <div class="stack gap-l">
        <Stages at={3} />
        <Counts report={report} />
        <Section id="next" title={t('next')}>
          <div class="acts">
            <a class="btn" href={`${at}/people`}>{t('nextPeople')}</a>
            <MendButton report={report} />
            {report.mend_csv && <button type="button" class="btn quiet" onClick={again}>{t('nextMend')}</button>}
            <a class="btn quiet" href={`${at}/pairings/new`}>{t('nextPair')}</a>
          </div>
        </Section>
        <ToMend report={report} />
        {report.warnings.length > 0 && <Warnings report={report} />}
        <Earlier programme={programme} />
      </div>
    </Page>
  );
}
