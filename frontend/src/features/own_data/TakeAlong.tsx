import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { fetchFolder } from '../../api/call';
import type { Problem } from '../../api/problem';
import { speak } from '../../ui/arrivals';
import { Say } from '../../ui/Say';
import { problemWords } from '../../ui/words';
import type { Ask } from './Delete';
import { t } from './words';

function save(folder: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(folder);
  link.download = 'your-data.zip';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Everything by and about oneself, saved on the device once one has shown who one is. */
export function TakeAlong({ ask, prompt }: { ask: Ask; prompt: ComponentChild }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const fetch = async () => {
    save(await fetchFolder('/api/v1/me/copy/zip'));
    speak(t('copyMade'));
  };
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(fetch);
    } catch (failed) {
      setProblem(failed as Problem);
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <p>{t('takeWords')}</p>
      <p>{t('takeOthers')}</p>
      {problem && <Say kind="warn" now>{problemWords(problem)}</Say>}
      <div><button type="button" class="btn" aria-disabled={busy} onClick={() => void (busy || make())}>{t(busy ? 'copying' : 'makeCopy')}</button></div>
      {prompt}
    </div>
  );
}
