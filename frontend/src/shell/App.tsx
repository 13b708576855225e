import { useComputed } from '@preact/signals';
import { ErrorBoundary, LocationProvider, useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { asking, presence, start } from '../me/store';
import { Problem } from '../api/problem';
import { arrived, spoken, tellTrouble } from '../ui/arrivals';
import { Page } from '../ui/Page';
import { problemWords } from '../ui/words';
import { Foot } from './Foot';
import { Head } from './Head';
import { onEscape } from './leaving';
import { HomeRoutes, DoorRoutes, SignInAgain } from './routes';
import { t } from './words';

export function App() {
  return <LocationProvider><Shell /></LocationProvider>;
}

/** What nobody caught: a problem of ours is told at the top of the page. */
function onStray(event: PromiseRejectionEvent): void {
  if (!(event.reason instanceof Problem)) return;
  event.preventDefault();
  tellTrouble(problemWords(event.reason));
}

function Shell() {
  useEffect(() => {
    addEventListener('unhandledrejection', onStray);
    addEventListener('keydown', onEscape);
    return () => {
      removeEventListener('unhandledrejection', onStray);
      removeEventListener('keydown', onEscape);
    };
  }, []);
  return (
    <>
      <a class="skip" href="#main">{t('skip')}</a>
      <Head />
      <Middle />
      <Foot />
      <p class="vh" role="status" aria-live="polite">{spoken}</p>
      {asking.value && <ErrorBoundary><SignInAgain /></ErrorBoundary>}
    </>
  );
}

/** Until we know who is here, the middle is no `main`: the head may grow then, and nothing that is read moves. */
function Middle() {
  const [lost, setLost] = useState(false);
  const find = () => {
    setLost(false);
    start().catch(() => setLost(true));
  };
  useEffect(find, []);
  const finding = useComputed(() => presence.value === 'finding');

  if (finding.value && !lost) return <div class="wrap finding"><p class="muted loading" role="status">{t('finding')}</p></div>;
  return <main id="main" tabIndex={-1}><div class="wrap">{lost ? <Lost again={find} /> : <Inside />}</div></main>;
}

function Inside() {
  const { url } = useLocation();
  const [slipped, setSlipped] = useState(false);
  useEffect(() => setSlipped(false), [url]);
  const here = useComputed(() => presence.value);
  const slip = () => {
    setSlipped(true);
    arrived();
  };
  // A page’s own script did not come: there is a newer one by now, or the connection is gone.
  useEffect(() => {
    addEventListener('vite:preloadError', slip);
    return () => removeEventListener('vite:preloadError', slip);
  }, []);

  if (slipped) return <Slip />;
  return <ErrorBoundary onError={slip}>{here.value === 'here' ? <HomeRoutes /> : <DoorRoutes />}</ErrorBoundary>;
}

function Slip() {
  return (
    <Page title={t('slipTitle')} lead={t('slip')} narrow>
      <p><a class="btn" href={location.pathname} onClick={() => location.reload()}>{t('openAgain')}</a></p>
    </Page>
  );
}

function Lost({ again }: { again: () => void }) {
  return (
    <div class="stack narrow">
      <h1>{t('outOfReach')}</h1>
      <p><button type="button" class="btn" onClick={again}>{t('tryAgain')}</button></p>
    </div>
  );
}
