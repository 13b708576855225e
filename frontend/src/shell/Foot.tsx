import { useLocation } from 'preact-iso';
import { leave, presence } from '../me/store';
import { speak } from '../ui/arrivals';
import { t } from './words';

export function Foot() {
  const { route } = useLocation();
  const out = () => leave().then(() => route('/sign-in')).catch(() => speak(t('outOfReach')));
  return (
    <footer class="base">
      <div class="wrap">
        <ul role="list">
          <li><a href="/help">{t('help')}</a></li>
          <li><a href="/accessibility">{t('accessibility')}</a></li>
          <li><a href="/privacy">{t('privacy')}</a></li>
          <li><a href="/reading-settings">{t('reading')}</a></li>
          {presence.value === 'here' && <li><button type="button" class="link-btn" onClick={out}>{t('signOut')}</button></li>}
        </ul>
      </div>
    </footer>
  );
}
