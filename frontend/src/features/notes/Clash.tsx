import { useEffect, useRef } from 'preact/hooks';
import type { Read } from './read';
import { t } from './words';

interface Props {
  theirs: Read;
  mine: string;
  settle: (text: string, latest: Read) => void;
}

/** Both wrote at once: both texts are shown, and nothing is lost whatever one chooses. */
export function Clash({ theirs, mine, settle }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { text } = theirs.note;
  const both = [text, mine].filter(Boolean).join('\n\n');
  return (
    <div class="say warn" role="group" aria-labelledby="clash">
      <div class="stack">
        <h4 id="clash" ref={heading} tabIndex={-1}>{t('clashTitle')}</h4>
        <p>{t('clashWords')}</p>
        {text ? <blockquote class="quote"><p class="words">{text}</p></blockquote> : <p class="muted">{t('clashEmpty')}</p>}
        <p>{t('clashYours')}</p>
        <blockquote class="quote"><p class="words">{mine}</p></blockquote>
        <div class="acts">
          <button type="button" class="btn s" onClick={() => settle(both, theirs)}>{t('clashBoth')}</button>
          <button type="button" class="btn quiet s" onClick={() => settle(mine, theirs)}>{t('clashMine')}</button>
          <button type="button" class="btn quiet s" onClick={() => settle(text, theirs)}>{t('clashTheirs')}</button>
        </div>
      </div>
    </div>
  );
}
