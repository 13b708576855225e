import { lazy, useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { NextStep } from '../../api/types';
import { enter } from '../../me/store';
import { FormBox, Send, useForm } from '../../ui/form';
import { Page } from '../../ui/Page';
import { t } from './mailWords';
import { takeToken } from './secretOf';

const SecondStep = lazy(() => import('./SecondStep'));

/** Behind the link in a mail: to open it signs nobody in, the button does. */
export default function MailLink() {
  const { route } = useLocation();
  const [token] = useState(takeToken);
  const [step, setStep] = useState<NextStep | null>(null);
  const [old, setOld] = useState(false);
  const inside = () => route('/', true);
  const form = useForm({
    start: {},
    send: async () => {
      const { data } = await call('post', '/api/v1/sign-in/mail/link', { body: { token }, open: true });
      if ('next' in data) setStep(data);
      else await enter(data);
      return !('next' in data);
    },
    done: (isInside) => isInside && inside(),
    onProblem: ({ status }) => {
      if (status === 404) setOld(true);
      return status === 404;
    },
  });
  if (!token || old) return <Instead title={t(old ? 'oldTitle' : 'missingTitle')} lead={old ? t('oldWords') : ''} />;
  return (
    <Page title={t('linkTitle')} lead={t('linkLead')} narrow>
      {step ? <SecondStep step={step} done={inside} again={() => route('/sign-in')} /> : (
        <FormBox form={form}>
          <Send form={form}>{t('come')}</Send>
          <p class="muted">{t('notYou')}</p>
        </FormBox>
      )}
    </Page>
  );
}

export function Instead({ title, lead }: { title: string; lead: string }) {
  return <Page title={title} lead={lead} narrow><p><a class="btn" href="/sign-in">{t('toSignIn')}</a></p></Page>;
}
