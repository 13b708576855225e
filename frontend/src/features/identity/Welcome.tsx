import { lazy, useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { NextStep, Welcome as Invitation } from '../../api/types';
import { callName } from '../../me/labels';
import { enter } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { boxId, FormBox, Send, useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { Facts } from '../../ui/Small';
import { PasswordField } from './PasswordField';
import { takeToken } from './secretOf';
import { t } from './welcomeWords';

const SecondStep = lazy(() => import('./SecondStep'));

export default function Welcome() {
  const [token] = useState(takeToken);
  if (!token) return <SignInInstead title={t('linkMissing')} lead={t('linkMissingWords')} />;
  return <Look token={token} />;
}

function SignInInstead({ title, lead }: { title: string; lead: string }) {
  return <Page title={title} lead={lead} narrow><p><a class="btn" href="/sign-in">{t('toSignIn')}</a></p></Page>;
}

function Look({ token }: { token: string }) {
  const load = useLoad(async (signal) => (await call('post', '/api/v1/sign-in/first/look', { body: { token }, open: true, signal })).data, [token]);
  if (load.problem?.status === 404) return <SignInInstead title={t('linkUsed')} lead={t('linkUsedWords')} />;
  return <Loaded from={load}>{(invited) => <Invited token={token} invited={invited} />}</Loaded>;
}

function Invited({ token, invited }: { token: string; invited: Invitation }) {
  const [read, setRead] = useState(false);
  const { display_name, email, programme, role, role_label, organisers } = invited;
  return (
    <Page title={t('welcomeName', { name: callName(display_name) })} lead={t('welcomeLead')} narrow>
      <div class="stack gap-m">
        {programme && role && <p>{t('invited', { programme, role: role_label || t(role) })} {organisers && organisers !== display_name && t('runBy', { names: organisers })}</p>}
        <section class="card flat stack" aria-labelledby="sees">
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
        {!email && <Say kind="warn"><p>{t('noAddress')}</p><p>{t('noAddressDo')}</p></Say>}
        {read ? <Choose token={token} email={email} /> : <p><button type="button" class="btn" onClick={() => setRead(true)}>{t('begin')}</button></p>}
      </div>
    </Page>
  );
}

function Choose({ token, email }: { token: string; email: string | null }) {
  const { route } = useLocation();
  const [step, setStep] = useState<NextStep | null>(null);
  const comeIn = async (password: string | null) => {
    const { data } = await call('post', '/api/v1/sign-in/first', { body: { token, password }, open: true });
    if ('next' in data) setStep(data);
    else await enter(data);
    return !('next' in data);
  };
  const go = () => {
    tellDone(t('welcomeDone'));
    route('/', true);
  };
  const form = useForm({
    start: { password: '' },
    check: (v) => ({ password: [...v.password].length < 12 ? t('short') : '' }),
    send: ({ password }) => comeIn(password),
    done: (inside) => inside && go(),
  });
  const without = useForm({ start: {}, send: () => comeIn(null), done: (inside) => inside && go() });
  useEffect(() => document.getElementById(boxId(form, 'password'))?.focus(), []);
  if (step) return <SecondStep step={step} done={go} again={() => route('/sign-in')} />;
  return (
    <>
      <FormBox form={form}>
        {email && <p class="muted">{t('signInWith', { email })}</p>}
        <input class="vh" type="text" autocomplete="username" value={email ?? ''} readOnly tabIndex={-1} aria-hidden="true" />
        <PasswordField form={form} name="password" label={t('choose')} hint={t('chooseHint')} autoComplete="new-password" />
        <Send form={form}>{t('save')}</Send>
      </FormBox>
      {email && (
        <FormBox form={without}>
          <p>{t('orNone')}</p>
          <button type="submit" class="btn quiet" disabled={without.busy}>{t('none')}</button>
        </FormBox>
      )}
    </>
  );
}
