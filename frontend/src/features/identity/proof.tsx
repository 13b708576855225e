import type { ComponentChild } from 'preact';
import { lazy } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Problem } from '../../api/problem';

const Prove = lazy(() => import('./Prove'));

/** Do something that may ask for the password once more; then it is done after that. */
export function useProof(): { ask: (what: () => Promise<void>) => Promise<void>; prompt: ComponentChild } {
  const [waiting, setWaiting] = useState<(() => Promise<void>) | null>(null);
  const ask = async (what: () => Promise<void>) => {
    try {
      await what();
    } catch (reason) {
      if (!(reason instanceof Problem) || reason.code !== 'show_who_you_are') throw reason;
      setWaiting(() => what);
    }
  };
  const close = () => setWaiting(null);
  return { ask, prompt: waiting && <Prove close={close} then={waiting} /> };
}
