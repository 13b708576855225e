import { useState } from 'preact/hooks';
import { speak } from '../../ui/arrivals';
import { boxId, type Form } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { t } from './words';

interface PasswordProps<V> {
  form: Form<V>;
  name: { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;
  label: string;
  hint?: string;
  autoComplete: 'current-password' | 'new-password';
}

/** A password that one may look at while typing. Pasting is welcome. */
export function PasswordField<V>({ form, name, label, hint, autoComplete }: PasswordProps<V>) {
  const [shown, setShown] = useState(false);
  const turn = () => {
    setShown(!shown);
    speak(t(shown ? 'hidden' : 'shown'));
  };
  return (
    <div>
      <TextField form={form} name={name} label={label} hint={hint} type={shown ? 'text' : 'password'} autoComplete={autoComplete} spellcheck={false} />
      <button type="button" class="link-btn" aria-controls={boxId(form, name)} onClick={turn}>{shown ? t('hide') : t('show')}<span class="vh">: {label}</span></button>
    </div>
  );
}
