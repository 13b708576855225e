import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import { enter } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { Page } from '../../ui/Page';
import { Facts } from '../../ui/Small';
import { PasswordField } from './PasswordField';
import { t } from './words';

/** The secret stands behind the #, so that no server ever sees it in an address. It is taken out of the address at once. */
function takeToken(): string {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

export default function Welcome() {
  const [token] = useState(takeToken);
  const [read, setRead] = useState(false);
  if (!token) return <Page title={t('linkMissing')} lead={t('linkMissingWords')} narrow><p><a class="btn" href="/sign-in">{t('toSignIn')}</a></p></Page>;
  return (
    <Page title={t('welcome')} lead={t('welcomeLead')} narrow>
      <div class="stack gap-l">
        <section class="card flat" aria-labelledby="sees">
          <h2 id="sees">{t('seesTitle')}</h2>
          <Facts rows={[
            [t('seesName'), t('seesNameWho')],
            [t('seesContact'), t('seesContactWho')],
            [t('seesHelps'), t('seesHelpsWho')],
            [t('seesNotes'), t('seesNotesWho')],
            [t('seesShared'), t('seesSharedWho')],
          ]} />
        </section>
        <p>{t('seesChange')}</p>
        {read ? <Choose token={token} /> : <p><button type="button" class="btn" onClick={() => setRead(true)}>{t('begin')}</button></p>}
      </div>
    </Page>
  );
}

function Choose({ token }: { token: string }) {
  const { route } = useLocation();
  const form = useForm({
    start: { password: '' },
    check: (v) => ({ password: [...v.password].length < 12 ? t('short') : '' }),
    send: async ({ password }) => {
      const { data } = await call('post', '/api/v1/sign-in/first', { body: { token, password }, open: true });
      await enter(data);
    },
    done: () => {
      tellDone(t('welcomeDone'));
      route('/', true);
    },
    onProblem: (problem) => {
      if (problem.status === 404 || problem.status === 410 || problem.status === 401) problem.fields.splice(0, Infinity, { field: 'password', code: problem.code, message: t('linkUsed') });
      return false;
    },
  });
  return (
    <FormBox form={form}>
      <PasswordField form={form} name="password" label={t('choose')} hint={t('chooseHint')} autoComplete="new-password" />
      <Send form={form}>{t('save')}</Send>
    </FormBox>
  );
}
