import { useState } from 'preact/hooks';
import { fetchFolder } from '../../api/call';
import type { Problem } from '../../api/problem';
import { speak } from '../../ui/arrivals';
import { Say } from '../../ui/Say';
import { problemWords } from '../../ui/words';
import { t } from './words';

function save(folder: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(folder);
  link.download = 'your-data.zip';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Everything by and about oneself, saved on the device. */
export function TakeAlong() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      save(await fetchFolder('/api/v1/me/copy/zip'));
      speak(t('copyMade'));
    } catch (failed) {
      setProblem(failed as Problem);
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <p>{t('takeWords')}</p>
      <p>{t('takeOthers')}</p>
      {problem && <Say kind="warn">{problemWords(problem)}</Say>}
      <div><button type="button" class="btn" aria-disabled={busy} onClick={() => void (busy || make())}>{t(busy ? 'copying' : 'makeCopy')}</button></div>
    </div>
  );
}
