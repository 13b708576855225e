import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import { roleWord } from '../../me/labels';
import { leave, me, programmeOf } from '../../me/store';
import { withReaders } from '../../shared/ReadBy';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { Page } from '../../ui/Page';
import { ReadingSettings } from '../../ui/ReadingSettings';
import { Say } from '../../ui/Say';
import { Section } from '../../ui/Small';
import { PasswordField } from './PasswordField';
import { useProof } from './proof';
import { t } from './accountWords';
import { t as shell } from '../../shell/words';

export default function Account() {
  return (
    <Page title={t('account')} lead={t('accountLead')} narrow>
      <div class="stack gap-l">
        <Section id="name" title={t('yourName')}><NameForm /></Section>
        <Section id="others" title={t('others')}><Others /></Section>
        <Section id="your-data" title={t('yourData')}><p><a href="/your-data">{t('seeYourData')}</a></p></Section>
        <Section id="password" title={t(has() ? 'changePassword' : 'choosePassword')}><PasswordForm /></Section>
        <Section id="reading-here" title={shell('reading')}><ReadingSettings /></Section>
        <Section id="ways" title={t('ways')}><Ways /></Section>
        <Section id="leaving" title={t('leaving')}><Leaving /></Section>
      </div>
    </Page>
  );
}

const has = (): boolean => me.value?.person.has_password ?? true;

function NameForm() {
  const form = useForm({
    start: { display_name: me.value?.person.display_name ?? '' },
    check: (v) => ({ display_name: v.display_name.trim() ? '' : t('needName') }),
    send: ({ display_name }) => call('patch', '/api/v1/me', { body: { display_name: display_name.trim() } }),
    done: ({ data }) => {
      me.value = data;
      tellDone(t('nameSaved'), { stay: true });
    },
  });
  return (
    <FormBox form={form}>
      <TextField form={form} name="display_name" label={t('yourName')} hint={withReaders(t('yourNameHint'), me.value?.readers.display_name)} autoComplete="name" />
      {me.value?.person.email && <p class="muted">{t('emailIs', { email: me.value.person.email })}</p>}
      <Send form={form}>{t('saveName')}</Send>
    </FormBox>
  );
}

function Others() {
  const seats = me.value?.participants ?? [];
  if (!seats.length) return <p>{t('none')}</p>;
  return (
    <div class="stack">
      <p>{t('othersWords')}</p>
      <ul class="todo" role="list">
        {seats.map((seat) => {
          const programme = programmeOf(seat.programme_id);
          return (
            <li key={seat.id}>
              <div>
                {seat.state === 'active' && !seat.allowed.length ? <p>{t('closed', { programme: seat.programme_name })}</p> : seat.state === 'active' ? <a href={`/people/${seat.id}`}>{t('seeMine', { programme: seat.programme_name })}</a> : <p>{t('ended')}</p>}
                <p class="muted">{t('asRole', { role: seat.role_label || roleWord(seat.role, programme) })}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function PasswordForm() {
  const { ask, prompt } = useProof();
  const change = async (body: { current_password?: string; new_password: string }) => {
    await call('post', '/api/v1/me/password', { body });
    if (me.value) me.value = { ...me.value, person: { ...me.value.person, has_password: true } };
    form.reset({ current_password: '', new_password: '' });
    tellDone(t('passwordSaved'), { stay: true });
  };
  const form = useForm({
    start: { current_password: '', new_password: '' },
    check: (v) => ({ current_password: v.current_password || !has() ? '' : t('needPassword'), new_password: [...v.new_password].length < 12 ? t('short') : '' }),
    send: (v) => ask(() => change(has() ? v : { new_password: v.new_password })),
    onProblem: (problem) => {
      if (problem.code === 'wrong_password') problem.fields.push({ field: 'current_password', code: problem.code, message: t('wrongOld') });
      return false;
    },
  });
  return (
    <>
      <FormBox form={form}>
        {has() ? <PasswordField form={form} name="current_password" label={t('oldPassword')} autoComplete="current-password" /> : <p>{t('noPassword')}</p>}
        <PasswordField form={form} name="new_password" label={t('newPassword')} hint={t('chooseHint')} autoComplete="new-password" />
        <Send form={form}>{t(has() ? 'savePassword' : 'choosePassword')}</Send>
      </FormBox>
      {prompt}
    </>
  );
}

function Ways() {
  return (
    <div class="stack">
      <p><a href="/account/passkeys">{t('passkeys')}</a></p>
      <p><a href="/account/second-step">{t('second')}</a></p>
    </div>
  );
}

function Leaving() {
  const { route } = useLocation();
  const [sure, setSure] = useState(false);
  const gone = () => route('/sign-in');
  return (
    <div class="stack">
      {me.value && !me.value.person.email && <Say kind="warn">{t('noAddress')}</Say>}
      <button type="button" class="btn quiet" onClick={() => void leave().then(gone)}>{t('signOut')}</button>
      <p><a href="/account/devices">{t('devices')}</a></p>
      <p>{t('everywhereWords')}</p>
      <button type="button" class="btn quiet" onClick={() => setSure(true)}>{t('everywhere')}</button>
      {sure && (
        <Confirm title={t('everywhereTitle')} yes={t('everywhere')} no={t('stay')} onClose={() => setSure(false)} onYes={() => leave('/api/v1/sign-out/everywhere').then(gone)}>
          <p>{t('everywhereBody')}</p>
        </Confirm>
      )}
    </div>
  );
}
