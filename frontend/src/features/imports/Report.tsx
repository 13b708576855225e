import type { RosterReport } from '../../api/types';
import { Icon } from '../../ui/Icon';
import { Say } from '../../ui/Say';
import { Section, Tally } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { toMend } from './upload';
import { t } from './words';

const SHOWN = 8;

export function Counts({ report }: { report: RosterReport }) {
  const mend = toMend(report);
  return (
    <Tally counts={[
      { label: t('created', { n: report.created }), n: report.created, tone: 'go' },
      { label: t('updated', { n: report.updated }), n: report.updated, tone: 'go' },
      { label: t('unchanged'), n: report.unchanged },
      { label: t('duplicates'), n: report.duplicates },
      { label: t('ignored'), n: report.ignored },
      { label: t('mend', { n: mend }), n: mend, tone: 'hot' },
    ]} />
  );
}

/** The rows to mend as a file. It is made here from the answer, and kept nowhere. */
export function MendButton({ report }: { report: RosterReport }) {
  if (!report.mend_csv) return null;
  const give = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['\ufeff', (report.mend_csv ?? '').replace(/^\ufeff/, '')], { type: 'text/csv' }));
    link.download = t('fileName');
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return <button type="button" class="btn quiet" onClick={give}><Icon name="down" /> {t('download', { n: toMend(report) })}</button>;
}

export function ToMend({ report }: { report: RosterReport }) {
  const n = toMend(report);
  if (!n) return null;
  return (
    <Section id="mend" title={t('mendTitle', { n })}>
      <div class="stack">
        <p class="muted">{t('downloadHint')}</p>
        <Table
          caption={t('mendCaption')}
          rows={report.errors}
          keyOf={({ line, column, code }) => `${line} ${column} ${code}`}
          columns={[
            { head: t('line'), cell: ({ line }) => <><span class="vh">{t('line')} </span>{line}</> },
            { head: t('column'), cell: ({ column }) => column ?? t('wholeLine') },
            { head: t('wrong'), bare: true, cell: ({ message }) => message },
          ]}
        />
      </div>
    </Section>
  );
}

const TOLD_ELSEWHERE = new Set(['will_coordinate', 'unknown_column', 'private_column']);

export function Warnings({ report }: { report: RosterReport }) {
  const told = report.warnings.filter(({ code }) => !TOLD_ELSEWHERE.has(code));
  const words = told.map(({ line, message }) => (line && line > 1 ? t('lineSays', { line, message }) : message));
  const [first, rest] = [words.slice(0, SHOWN), words.slice(SHOWN)];
  return (
    <Section id="read" title={t('readTitle')}>
      <div class="stack">
        <Say icon="lock"><p><strong>{t('privateTitle')}</strong> {t('privateWords')}</p></Say>
        {first.length > 0 ? <Say kind="warn"><Lines lines={first} /></Say> : <p class="muted">{t('known')}</p>}
        {rest.length > 0 && <details><summary>{t('moreWarnings', { n: rest.length })}</summary><Lines lines={rest} /></details>}
      </div>
    </Section>
  );
}

const Lines = ({ lines }: { lines: string[] }) => <ul class="list">{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
