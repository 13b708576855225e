import { useLocation } from 'preact-iso';
import { arrived } from '../../ui/arrivals';
import { Page } from '../../ui/Page';
import { Ticks } from '../../ui/Small';
import { SignInForm } from './SignInForm';
import { t } from './words';

export default function SignIn() {
  const { path, route } = useLocation();
  const inside = () => {
    if (path === '/sign-in') route('/', true);
    arrived();
  };
  return (
    <div class="door">
      <div>
        <Page title={t('signIn')} lead={t('signInLead')}>
          <div class="stack gap-m">
            <SignInForm done={inside} />
            <div class="stack gap-s">
              <details><summary>{t('firstTime')}</summary><p>{t('firstTimeWords')}</p></details>
              <details><summary>{t('forgot')}</summary><p>{t('forgotWords')}</p></details>
              <details><summary>{t('noEmail')}</summary><p>{t('noEmailWords')}</p></details>
            </div>
          </div>
        </Page>
      </div>
      <div class="scene">
        <Rings />
        <p class="say-it">{t('scene')}</p>
        <Ticks items={[t('scene1'), t('scene2'), t('scene3')]} />
      </div>
    </div>
  );
}

function Rings() {
  return (
    <svg class="art" viewBox="24 12 292 196" aria-hidden="true" fill="none" stroke-width="20">
      <path d="M170 36.2A88 88 0 0 1 170 183.8 88 88 0 0 1 170 36.2" fill="var(--card)" />
      <circle cx="122" cy="110" r="88" stroke="var(--brand)" />
      <circle cx="218" cy="110" r="88" stroke="var(--accent)" />
      <path d="M194.1 160.5A88 88 0 0 1 137.3 196.7" stroke="var(--brand)" />
    </svg>
  );
}
