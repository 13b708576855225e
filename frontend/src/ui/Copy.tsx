import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from './words';

/** Something to copy: in one press, or by hand where the browser does not allow that. */
export function Copy({ label, text, press }: { label: string; text: string; press: string }) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => box.current?.focus(), []);
  const copy = async () => {
    box.current?.select();
    await navigator.clipboard?.writeText(text);
    setCopied(true);
  };
  return (
    <div class="stack gap-s">
      <label for={id}><strong>{label}</strong></label>
      <input class="line wide" id={id} ref={box} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      <div class="acts">
        <button type="button" class="btn quiet" onClick={() => void copy()}>{press}</button>
        <span role="status">{copied && t('copied')}</span>
      </div>
    </div>
  );
}
