import { call } from '../../api/call';
import { me } from '../../me/store';
import { Dialog } from '../../ui/Dialog';
import { FormBox, Send, useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { confirmByPasskey } from './passkey';
import { t as passkey } from './passkeyWords';
import { PasswordField } from './PasswordField';
import { t } from './secondWords';

const canUsePasskeys = async (signal: AbortSignal): Promise<boolean> =>
  'PublicKeyCredential' in window && (await call('get', '/api/v1/me/passkeys', { signal })).data.items.length > 0;

function ProveByPasskey({ close, then }: { close: () => void; then: () => Promise<void> }) {
  const form = useForm({ start: {}, send: () => confirmByPasskey().then(then), done: close });
  return <FormBox form={form}><Send form={form} look="btn quiet">{passkey('prove')}</Send></FormBox>;
}

/** Asks once more who one is, by whichever way one has, and then does what was to be done. */
export default function Prove({ close, then }: { close: () => void; then: () => Promise<void> }) {
  const held = useLoad(canUsePasskeys, []);
  const form = useForm({
    start: { password: '' },
    check: ({ password }) => ({ password: password ? '' : t('needPassword') }),
    send: async ({ password }) => {
      await call('post', '/api/v1/me/confirm', { body: { password } });
      await then();
    },
    done: close,
    onProblem: (problem) => {
      if (problem.code === 'wrong_password') problem.fields.splice(0, Infinity, { field: 'password', code: problem.code, message: t('wrongPassword') });
      return false;
    },
  });
  return (
    <Dialog title={t('proveTitle')} onClose={close}>
      {me.value?.person.has_password === false ? <p>{t('proveByMail')}</p> : (
        <>
          <p>{t('proveBody')}</p>
          <FormBox form={form}>
            <PasswordField form={form} name="password" label={t('password')} autoComplete="current-password" />
            <Send form={form}>{t('go')}</Send>
          </FormBox>
        </>
      )}
      <Loaded from={held} part>{(some) => some && <ProveByPasskey close={close} then={then} />}</Loaded>
    </Dialog>
  );
}
