import { lazy } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { NextStep } from '../../api/types';
import { enter } from '../../me/store';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { PasswordField } from './PasswordField';
import { t } from './words';

const SecondStep = lazy(() => import('./SecondStep'));

/** E-mail and password, on the page for it and wherever a sign-in has ended. */
export function SignInForm({ email = '', done }: { email?: string; done?: () => void }) {
  const [step, setStep] = useState<NextStep | null>(null);
  const form = useForm({
    start: { email, password: '' },
    check: (v) => ({ email: v.email.trim() ? '' : t('needEmail'), password: v.password ? '' : t('needPassword') }),
    send: async (v) => {
      const { data } = await call('post', '/api/v1/sign-in', { body: { email: v.email.trim(), password: v.password }, open: true });
      if ('next' in data) setStep(data);
      else await enter(data);
      return !('next' in data);
    },
    done: (inside) => inside && done?.(),
    onProblem: (problem) => {
      if (problem.status === 401) problem.fields.splice(0, Infinity, { field: 'password', code: problem.code, message: t('notKnown') });
      return false;
    },
  });
  if (step) return <SecondStep step={step} done={() => done?.()} again={() => setStep(null)} />;
  return (
    <FormBox form={form}>
      <TextField form={form} name="email" label={t('email')} type="email" autoComplete="username" inputMode="email" spellcheck={false} />
      <PasswordField form={form} name="password" label={t('password')} autoComplete="current-password" />
      <Send form={form}>{t('signIn')}</Send>
    </FormBox>
  );
}
