import { useState } from 'preact/hooks';
import { Hints } from '../../ui/fields';
import { boxId, FormBox, Send, useForm } from '../../ui/form';
import { withReaders } from '../../shared/ReadBy';
import { t } from './words';

/** Choosing a file, and having it checked. */
export function Choose({ check, readers }: { check: (file: File) => Promise<void>; readers: readonly string[] | undefined }) {
  const [file, setFile] = useState<File | null>(null);
  const form = useForm({
    start: { file: '' },
    check: () => ({ file: file ? '' : t('needFile') }),
    send: async () => {
      if (file) await check(file);
    },
  });
  const id = boxId(form, 'file');
  const error = form.errors.file;
  return (
    <FormBox form={form}>
      <div class={error ? 'field big bad' : 'field big'}>
        <label for={id}>{t('file')}</label>
        <Hints id={id} hint={withReaders(t('fileHint'), readers)} error={error} />
        <input class="line" id={id} type="file" accept=".csv,.txt,.tsv,.xlsx,text/csv" aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`} aria-invalid={error ? true : undefined} onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
      </div>
      <div class="stack gap-s"><div class="acts"><Send form={form}>{t('check')}</Send></div><p class="muted small">{t('checkHint')}</p></div>
    </FormBox>
  );
}
