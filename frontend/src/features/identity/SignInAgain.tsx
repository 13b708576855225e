import { useLocation } from 'preact-iso';
import { leave, me } from '../../me/store';
import { t as shell } from '../../shell/words';
import { Dialog } from '../../ui/Dialog';
import { SignInForm } from './SignInForm';

/** Over the page whose sign-in has ended: what was written stays underneath, and is sent once one is back. */
export default function SignInAgain() {
  const { route } = useLocation();
  const out = () => void leave().then(() => route('/sign-in'));
  return (
    <Dialog title={shell('againTitle')}>
      <p>{shell('againWhy', { name: me.value?.person.display_name ?? '' })}</p>
      <SignInForm email={me.value?.person.email ?? ''} />
      <button type="button" class="link-btn" onClick={out}>{shell('againNot')}</button>
    </Dialog>
  );
}
