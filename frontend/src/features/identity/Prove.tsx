import { useLocation } from 'preact-iso';
import { call } from '../../api/call';
import { leave, me } from '../../me/store';
import { Dialog } from '../../ui/Dialog';
import { FormBox, Send, useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { t as ui } from '../../ui/words';
import { confirmByPasskey } from './passkey';
import { t as passkey } from './passkeyWords';
import { PasswordField } from './PasswordField';
import { t } from './secondWords';

const canUsePasskeys = async (signal: AbortSignal): Promise<boolean> =>
  'PublicKeyCredential' in window && (await call('get', '/api/v1/me/passkeys', { signal })).data.items.length > 0;

function ProveByPasskey({ done }: { done: () => void }) {
  const form = useForm({ start: {}, send: confirmByPasskey, done });
  return <FormBox form={form}><Send form={form} look="btn quiet">{passkey('prove')}</Send></FormBox>;
}

/** Asks once more who one is, by whichever way one has, and then does what was to be done. */
export default function Prove({ close, then }: { close: () => void; then: () => Promise<void> }) {
  const { route } = useLocation();
  const held = useLoad(canUsePasskeys, []);
  // What is told then is told on the page, so this is out of the way first.
  const done = () => {
    close();
    void then();
  };
  const out = () => void leave().then(() => route('/sign-in'));
  const form = useForm({
    start: { password: '' },
    check: ({ password }) => ({ password: password ? '' : t('needPassword') }),
    send: ({ password }) => call('post', '/api/v1/me/confirm', { body: { password } }),
    done,
    onProblem: (problem) => {
      if (problem.code === 'wrong_password') problem.fields.splice(0, Infinity, { field: 'password', code: problem.code, message: t('wrongPassword') });
      return false;
    },
  });
  return (
    <Dialog title={t('proveTitle')} onClose={close}>
      {me.value?.person.has_password === false ? (
        <>
          <p>{t('proveByMail')}</p>
          <p><button type="button" class="btn" onClick={out}>{t('outAndIn')}</button></p>
        </>
      ) : (
        <>
          <p>{t('proveBody')}</p>
          <FormBox form={form}>
            <PasswordField form={form} name="password" label={t('password')} autoComplete="current-password" />
            <Send form={form}>{t('go')}</Send>
          </FormBox>
        </>
      )}
      <Loaded from={held} part>{(some) => some && <ProveByPasskey done={done} />}</Loaded>
      <p><button type="button" class="btn quiet" onClick={close}>{ui('goBack')}</button></p>
    </Dialog>
  );
}
