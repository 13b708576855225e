import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem';
import { leaveQuickly } from '../shell/leaving';
import { t as shell } from '../shell/words';
import { refocus } from './arrivals';
import { problemWords, t } from './words';

interface DialogProps {
  title: string;
  /** Without it there is no way around what is asked. */
  onClose?: () => void;
  children: ComponentChildren;
}

/** A native dialog, open while it is on the page: focus goes to its heading, and back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    heading.current?.focus();
    return () => {
      dialog?.close();
      refocus();
    };
  }, []);

  return (
    <dialog ref={box} aria-labelledby={id} closedby={onClose ? undefined : 'none'} onCancel={(event) => { event.preventDefault(); onClose?.(); }}>
      <div class="stack">
        <h2 id={id} ref={heading} tabIndex={-1}>{title}</h2>
        {children}
        <p><button type="button" class="link-btn" onClick={leaveQuickly}>{shell('leave')}</button></p>
      </div>
    </dialog>
  );
}

interface ConfirmProps extends DialogProps {
  onClose: () => void;
  yes: string;
  no?: string;
  risk?: boolean;
  onYes: () => Promise<void>;
}

/** Asks once more before something is done, and says exactly what happens. There is always a way back. */
export function Confirm({ title, yes, no, risk = false, onYes, onClose, children }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');

  const go = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble('');
    try {
      await onYes();
      onClose();
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      setTrouble(problemWords(reason));
      setBusy(false);
    }
  };

  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {trouble && <p class="msg" role="alert">{trouble}</p>}
      <div class="acts">
        <button type="button" class={risk ? 'btn risk' : 'btn'} aria-disabled={busy} onClick={go}>{yes}</button>
        <button type="button" class="btn quiet" onClick={onClose}>{no ?? t('goBack')}</button>
      </div>
    </Dialog>
  );
}
