import { useMemo, useState } from 'preact/hooks';
import type { Programme, RosterReport } from '../../api/types';
import { Confirm } from '../../ui/Dialog';
import { FormBox, Send, useForm } from '../../ui/form';
import { TickField } from '../../ui/fields';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { Section } from '../../ui/Small';
import { Columns } from './Columns';
import { Stages } from './Stages';
import { Counts, MendButton, ToMend, Warnings } from './Report';
import { type Mapping, ready, upload } from './upload';
import { t } from './words';

interface Props {
  file: File;
  mapping: Mapping;
  report: RosterReport;
  programme: Programme;
  check: (file: File, mapping: Mapping) => Promise<void>;
  restart: () => void;
  saved: (report: RosterReport) => void;
}

/** What would happen to each line, before anything does. */
export function Check({ file, mapping, report, programme, check, restart, saved }: Props) {
  const n = ready(report);
  return (
    <Page title={t('checkTitle')} lead={t('checkLead', { file: file.name })} back={{ href: `/programmes/${programme.id}/people`, to: t('toPeople') }}>
      <div class="stack gap-l">
        <Stages at={2} />
        <Section id="counts" title={t('rowsReady', { n, rows: t('rows', { n: report.rows }) })}>
          <div class="stack gap-m">
            <Counts report={report} />
            {n > 0 ? <SaveForm file={file} mapping={mapping} report={report} programme={programme} saved={saved} /> : <p>{t('nothingToSave')}</p>}
            <div class="acts">
              <MendButton report={report} />
              <button type="button" class="btn quiet" onClick={restart}>{t('throwAway')}</button>
            </div>
          </div>
        </Section>
        <ToMend report={report} />
        <Columns report={report} mapping={mapping} read={(told) => check(file, told)} />
        <Warnings report={report} />
      </div>
    </Page>
  );
}

type SaveProps = Pick<Props, 'file' | 'mapping' | 'report' | 'programme' | 'saved'>;

/** Saving asks for a tick where the list names people who will run the programme. */
function SaveForm({ file, mapping, report, programme, saved }: SaveProps) {
  const [sure, setSure] = useState(false);
  const key = useMemo(() => crypto.randomUUID(), [report]);
  const coordinators = report.warnings.filter(({ code }) => code === 'will_coordinate');
  const n = ready(report);
  const form = useForm({
    start: { agreed: false },
    check: (v) => ({ agreed: coordinators.length && !v.agreed ? t('needTick') : '' }),
    send: async () => setSure(true),
  });
  const save = async () => saved(await upload(programme.id, file, mapping, false, key));
  return (
    <FormBox form={form} class="stack">
      {coordinators.length > 0 && (
        <Say kind="warn" icon="people">
          <p><strong>{t('coordTitle', { n: coordinators.length })}</strong></p>
          <ul class="list">{coordinators.map(({ line, message }) => <li key={`${line}${message}`}>{message}</li>)}</ul>
          <TickField form={form} name="agreed" label={t('coordTick')} />
        </Say>
      )}
      <div class="acts"><Send form={form}>{t('save', { n })}</Send></div>
      {sure && (
        <Confirm title={t('saveTitle', { n })} yes={t('save', { n })} no={t('notYet')} onYes={save} onClose={() => setSure(false)}>
          <ul class="list">
            <li>{t('saveDo1', { created: t('createdMany', { n: report.created }), updated: t('updatedMany', { n: report.updated }) })}</li>
            <li>{t('saveDo2')}</li>
            <li>{t('saveDo3')}</li>
          </ul>
        </Confirm>
      )}
    </FormBox>
  );
}
