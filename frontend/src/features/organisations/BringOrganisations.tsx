import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { OrganisationReport } from '../../api/types';
import { me } from '../../me/store';
import { withReaders } from '../../shared/ReadBy';
import { Hints } from '../../ui/fields';
import { boxId, FormBox, Send, useForm } from '../../ui/form';
import { Say } from '../../ui/Say';
import { Section } from '../../ui/Small';
import { t } from './words';

/** Brings in the trusts as they are published. */
export function BringOrganisations({ done }: { done: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<OrganisationReport | null>(null);
  const form = useForm({
    start: { file: '' },
    check: () => ({ file: file ? '' : t('needFile') }),
    send: () => call('post', '/api/v1/organisations/import', { body: new Blob([file ?? ''], { type: 'text/csv' }) as never }),
    done: ({ data }) => {
      setReport(data);
      done();
    },
  });
  const id = boxId(form, 'file');
  const error = form.errors.file;
  return (
    <Section id="bring" title={t('importTitle')} class="card flat stack">
      {report && <Told report={report} />}
      <FormBox form={form}>
        <p>{t('importWords')}</p>
        <div class={error ? 'field bad' : 'field'}>
          <label for={id}>{t('file')}</label>
          <Hints id={id} hint={withReaders('', me.value?.readers.organisation)} error={error} />
          <input class="line" id={id} type="file" accept=".csv,text/csv" aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`} onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
        </div>
        <Send form={form}>{t('send')}</Send>
      </FormBox>
    </Section>
  );
}

function Told({ report: { created, updated, unchanged, errors } }: { report: OrganisationReport }) {
  return (
    <>
      <Say kind="ok">{t('done', { created, updated, unchanged })}</Say>
      {errors.length > 0 && (
        <Say kind="warn">
          <p><strong>{t('errors', { n: errors.length })}</strong></p>
          <ul class="list">{errors.map(({ line, message }) => <li key={line}>{t('lineSays', { line, message })}</li>)}</ul>
        </Say>
      )}
    </>
  );
}
