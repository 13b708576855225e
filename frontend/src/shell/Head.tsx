import { useLocation } from 'preact-iso';
import type { TargetedToggleEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { placeWords } from '../me/labels';
import { me, place, places, presence, stand } from '../me/store';
import { Icon } from '../ui/Icon';
import { ReadingSettings } from '../ui/ReadingSettings';
import { initials } from '../ui/Small';
import { doors } from './doors';
import { leaveQuickly } from './leaving';
import { t } from './words';

export function Mark() {
  return (
    <svg width="36" height="24" viewBox="0 0 36 24" fill="none" stroke-width="4" aria-hidden="true">
      <circle cx="12.5" cy="12" r="9" stroke="var(--brand)" />
      <circle cx="23.5" cy="12" r="9" stroke="var(--accent)" />
    </svg>
  );
}

/** What has opened is told by taking the focus. Closed by Escape or its button, a popover gives it back by itself. */
const takeFocus = ({ newState, currentTarget }: TargetedToggleEvent<HTMLElement>): void => {
  if (newState === 'open') currentTarget.focus();
};

export function Head() {
  const here = presence.value === 'here';
  return (
    <header>
      <div class="top">
        <div class="wrap">
          <a class="mark" href="/" aria-label={t('markLabel')}><Mark />Alongside</a>
          {here && <Nav />}
          <div class="tools">
            <button type="button" class="icon-btn" onClick={leaveQuickly}><Icon name="leave" /><span>{t('leave')}</span></button>
            <button type="button" class="icon-btn" popovertarget="reading"><Icon name="letters" /><span>{t('reading')}</span></button>
            {here && <a class="face" href="/account"><span aria-hidden="true">{initials(me.value?.person.display_name ?? '')}</span><span class="vh">{t('account')}</span></a>}
          </div>
        </div>
      </div>
      <div class="pop" id="reading" popover="auto" role="dialog" aria-label={t('reading')} tabIndex={-1} onToggle={takeFocus}>
        <div class="stack gap-m"><ReadingSettings /><button type="button" class="btn quiet s" popovertarget="reading" popovertargetaction="hide">{t('close')}</button></div>
      </div>
      {here && places.value.length > 1 && <Switcher />}
    </header>
  );
}

function Nav() {
  const { path } = useLocation();
  const all = doors.value;
  const at = all.filter(({ href }) => path === href || (href !== '/' && path.startsWith(href))).toSorted((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav class="nav" aria-label={t('main')}>
      <ul role="list">{all.map((door) => <li key={door.href}><a href={door.href} aria-current={door === at ? 'page' : undefined}>{t(door.label)}</a></li>)}</ul>
    </nav>
  );
}

/** For people with several roles or programmes: where they stand now. Choosing is not going: the arrow keys pass over every choice. */
function Switcher() {
  const { route } = useLocation();
  const here = place.value?.id ?? '';
  const [to, setTo] = useState(here);
  useEffect(() => setTo(here), [here]);
  const go = (event: Event) => {
    event.preventDefault();
    stand(to);
    route('/');
  };
  return (
    <div class="place">
      <form class="wrap" onSubmit={go}>
        <label for="place">{t('place')}</label>
        <select id="place" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          {places.value.map((one) => <option key={one.id} value={one.id}>{placeWords(one)}</option>)}
        </select>
        {to !== here && <button type="submit" class="btn quiet s">{t('placeGo')}</button>}
      </form>
    </div>
  );
}
