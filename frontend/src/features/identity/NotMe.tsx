import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import { FormBox, Send, useForm } from '../../ui/form';
import { Page } from '../../ui/Page';
import { Instead } from './MailLink';
import { t } from './mailWords';
import { takeToken } from './secretOf';

/** Behind “this was not me” in a mail about a new device. */
export default function NotMe() {
  const [token] = useState(takeToken);
  const [came, setCame] = useState<'asking' | 'done' | 'old'>('asking');
  const form = useForm({
    start: {},
    send: () => call('post', '/api/v1/sign-in/not-me', { body: { token }, open: true }),
    done: () => setCame('done'),
    onProblem: ({ status }) => {
      if (status === 404) setCame('old');
      return status === 404;
    },
  });
  if (!token) return <Instead title={t('missingTitle')} lead="" />;
  if (came === 'done') return <Instead title={t('notMeDone')} lead={t('notMeThen')} />;
  if (came === 'old') return <Instead title={t('oldTitle')} lead={t('notMeOld')} />;
  return (
    <Page title={t('notMeTitle')} lead={t('notMeLead')} narrow>
      <FormBox form={form}>
        <p>{t('notMeWords')}</p>
        <Send form={form}>{t('notMe')}</Send>
      </FormBox>
    </Page>
  );
}
