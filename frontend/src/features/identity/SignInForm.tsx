import { lazy } from 'preact-iso';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { NextStep, Token } from '../../api/types';
import { enter } from '../../me/store';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { PasswordField } from './PasswordField';
import { t } from './words';

const MailSignIn = lazy(() => import('./MailSignIn'));
const SecondStep = lazy(() => import('./SecondStep'));

/** E-mail and password, or a mail, on the page for it and wherever a sign-in has ended. */
export function SignInForm({ email = '', done }: { email?: string; done?: () => void }) {
  const [Passkey, setPasskey] = useState<ComponentType<{ done: () => void }> | null>(null);
  useEffect(() => {
    if ('PublicKeyCredential' in window) void import('./WithPasskey').then((part) => setPasskey(() => part.default));
  }, []);
  const [step, setStep] = useState<NextStep | null>(null);
  const [byMail, setByMail] = useState(false);
  const go = async (given: Token | NextStep) => {
    if ('next' in given) setStep(given);
    else await enter(given);
    if (!('next' in given)) done?.();
  };
  const form = useForm({
    start: { email, password: '' },
    check: (v) => ({ email: v.email.trim() ? '' : t('needEmail'), password: v.password ? '' : t('needPassword') }),
    send: async (v) => {
      await go((await call('post', '/api/v1/sign-in', { body: { email: v.email.trim(), password: v.password }, open: true })).data);
    },
    onProblem: (problem) => {
      if (problem.status === 401) problem.fields.splice(0, Infinity, { field: 'password', code: problem.code, message: t('notKnown') });
      return false;
    },
  });
  if (step) return <SecondStep step={step} done={() => done?.()} again={() => setStep(null)} />;
  if (byMail) return <MailSignIn email={form.values.email} go={go} back={() => setByMail(false)} />;
  return (
    <div class="stack gap-m">
      <FormBox form={form}>
        <TextField form={form} name="email" label={t('email')} type="email" autoComplete="username" inputMode="email" spellcheck={false} />
        <PasswordField form={form} name="password" label={t('password')} autoComplete="current-password" />
        <Send form={form}>{t('signIn')}</Send>
        <p class="muted">{t('or')}</p>
        <div>
          <button type="button" class="btn quiet" onClick={() => setByMail(true)}>{t('offer')}</button>
          <p class="muted small">{t('offerWords')}</p>
        </div>
      </FormBox>
      {Passkey && <Passkey done={() => done?.()} />}
    </div>
  );
}
