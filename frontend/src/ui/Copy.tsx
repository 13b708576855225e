import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from './words';

/** Something to copy: in one press, or by hand where the browser does not allow that. `now`: it takes the focus. */
export function Copy({ label, text, press, shown = text, now = false }: { label: string; text: string; press: string; shown?: string; now?: boolean }) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (now) box.current?.focus();
  }, []);
  const copy = async () => {
    box.current?.select();
    await navigator.clipboard?.writeText(text);
    setCopied(true);
  };
  return (
    <div class="stack gap-s">
      <label for={id}><strong>{label}</strong></label>
      <input class="line wide" id={id} ref={box} readOnly value={shown} onFocus={(event) => event.currentTarget.select()} />
      <div class="acts">
        <button type="button" class="btn quiet" onClick={() => void copy()}>{press}</button>
        <span role="status">{copied && t('copied')}</span>
      </div>
    </div>
  );
}
