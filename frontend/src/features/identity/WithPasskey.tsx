import { enter } from '../../me/store';
import { FormBox, Send, useForm } from '../../ui/form';
import { signInByPasskey } from './passkey';
import { t } from './passkeyWords';

/** One button: the phone or computer asks for a finger, a face or a PIN, and one is in. */
export default function WithPasskey({ done }: { done: () => void }) {
  const form = useForm({ start: {}, send: async () => enter(await signInByPasskey()), done });
  return <FormBox form={form}><Send form={form} look="btn quiet">{t('signIn')}</Send></FormBox>;
}
