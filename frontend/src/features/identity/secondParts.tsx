import { call } from '../../api/call';
import type { SetUp } from '../../api/types';
import { Copy } from '../../ui/Copy';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { t } from './secondWords';

/** One box for a code. Pasting is welcome, and phones may fill it in. */
export function CodeForm({ label, send }: { label: string; send: (code: string) => Promise<void> }) {
  const form = useForm({
    start: { code: '' },
    check: ({ code }) => ({ code: code.trim() ? '' : t('needCode') }),
    send: ({ code }) => send(code.trim()),
    onProblem: (problem) => {
      const words = problem.status === 429 ? t('slow') : problem.code === 'wrong_code' || problem.code === 'code_not_good' ? t('wrong') : '';
      if (words) problem.fields.splice(0, Infinity, { field: 'code', code: problem.code, message: words });
      return false;
    },
  });
  return (
    <FormBox form={form}>
      <TextField form={form} name="code" label={label} hint={t('codeHint')} autoComplete="one-time-code" spellcheck={false} />
      <Send form={form}>{t('go')}</Send>
    </FormBox>
  );
}

/** How to tell an app the secret: three steps, with a picture and the same in letters. */
export function TellApp({ made, send }: { made: SetUp; send: (code: string) => Promise<void> }) {
  return (
    <div class="stack gap-m">
      <ol class="stack">
        <li>{t('step1')}</li>
        <li>{t('step2')}</li>
        <li>{t('step3')}</li>
      </ol>
      <p><img alt={t('picture')} src={`data:image/svg+xml,${encodeURIComponent(made.qr)}`} /></p>
      <Copy label={t('secret')} text={made.secret} shown={made.secret.replace(/.{4}(?=.)/g, '$& ')} press={t('copy')} />
      <CodeForm label={t('code')} send={send} />
    </div>
  );
}

/** The recovery codes, shown once, to write down or to keep as a file. */
export function Codes({ codes, done }: { codes: string[]; done: () => void }) {
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${t('fileLead')}\n\n${codes.join('\n')}\n`], { type: 'text/plain' }));
    link.download = t('fileName');
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div class="stack gap-m">
      <ul class="list">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <div class="acts">
        <button type="button" class="btn quiet" onClick={save}>{t('save')}</button>
        <button type="button" class="btn" onClick={done}>{t('kept')}</button>
      </div>
    </div>
  );
}

export const makeCodes = async (): Promise<string[]> => (await call('post', '/api/v1/me/second-factor/recovery-codes')).data.codes;
