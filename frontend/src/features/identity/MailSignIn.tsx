import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Attempt, NextStep, Token } from '../../api/types';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { Heading } from './Heading';
import { t } from './mailWords';

interface MailSignInProps {
  email: string;
  go: (given: Token | NextStep) => Promise<void>;
  back: () => void;
}

const ask = async (email: string): Promise<Attempt> => (await call('post', '/api/v1/sign-in/mail', { body: { email }, open: true })).data;

/** Signing in by mail: ask for one, then type the code that is in it. The link in it opens a page of its own. */
export default function MailSignIn({ email, go, back }: MailSignInProps) {
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  return (
    <div class="stack gap-m">
      {attempt ? <TypeCode attempt={attempt} go={go} again={() => setAttempt(null)} /> : <AskForMail email={email} sent={setAttempt} />}
      <p><button type="button" class="link-btn" onClick={back}>{t('password')}</button></p>
    </div>
  );
}

function AskForMail({ email, sent }: { email: string; sent: (attempt: Attempt) => void }) {
  const form = useForm({
    start: { email },
    check: (v) => ({ email: v.email.trim() ? '' : t('needEmail') }),
    send: (v) => ask(v.email.trim()),
    done: sent,
  });
  return (
    <>
      <Heading>{t('askTitle')}</Heading>
      <FormBox form={form}>
        <TextField form={form} name="email" label={t('email')} type="email" autoComplete="username" inputMode="email" spellcheck={false} />
        <Send form={form}>{t('send')}</Send>
      </FormBox>
    </>
  );
}

function TypeCode({ attempt, go, again }: { attempt: Attempt; go: MailSignInProps['go']; again: () => void }) {
  const form = useForm({
    start: { code: '' },
    check: ({ code }) => ({ code: code.trim() ? '' : t('needCode') }),
    send: async ({ code }) => go((await call('post', '/api/v1/sign-in/mail/code', { body: { attempt: attempt.attempt, code: code.trim() }, open: true })).data),
    onProblem: (problem) => {
      const words = problem.code === 'wrong_mail_code' ? t('wrong') : problem.code === 'attempt_over' ? t('over') : '';
      if (words) problem.fields.splice(0, Infinity, { field: 'code', code: problem.code, message: words });
      return false;
    },
  });
  return (
    <>
      <Heading>{t('sentTitle')}</Heading>
      <p>{t('sentLead')}</p>
      <ul class="list"><li>{t('sentLink')}</li><li>{t('sentOnce')}</li><li>{t('sentJunk')}</li></ul>
      {attempt.mailbox && <p><a href="/mailbox" target="alongside-mailbox">{t('mailbox')}</a></p>}
      <FormBox form={form}>
        <TextField form={form} name="code" label={t('code')} hint={t('codeHint')} autoComplete="one-time-code" inputMode="numeric" spellcheck={false} />
        <Send form={form}>{t('come')}</Send>
      </FormBox>
      <p><button type="button" class="link-btn" onClick={again}>{t('again')}</button></p>
    </>
  );
}
