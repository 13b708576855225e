import { call } from '../../api/call';
import { enter } from '../../me/store';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { PasswordField } from './PasswordField';
import { t } from './words';

/** E-mail and password, on the page for it and wherever a sign-in has ended. */
export function SignInForm({ email = '', done }: { email?: string; done?: () => void }) {
  const form = useForm({
    start: { email, password: '' },
    check: (v) => ({ email: v.email.trim() ? '' : t('needEmail'), password: v.password ? '' : t('needPassword') }),
    send: async (v) => {
      const { data } = await call('post', '/api/v1/sign-in', { body: { email: v.email.trim(), password: v.password }, open: true });
      await enter(data);
    },
    done: () => done?.(),
    onProblem: (problem) => {
      if (problem.status === 401) problem.fields.splice(0, Infinity, { field: 'password', code: problem.code, message: t('notKnown') });
      return false;
    },
  });
  return (
    <FormBox form={form}>
      <TextField form={form} name="email" label={t('email')} type="email" autoComplete="username" inputMode="email" spellcheck={false} />
      <PasswordField form={form} name="password" label={t('password')} autoComplete="current-password" />
      <Send form={form}>{t('signIn')}</Send>
    </FormBox>
  );
}
