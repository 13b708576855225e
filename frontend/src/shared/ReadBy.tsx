import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../i18n/words';

/** As the API says it to the one who asks. */
const YOU = 'You';

const t = words('readBy', {
  who: 'Who can see this: {names}',
  onlyYou: 'Who can see this: only you',
  nobody: 'Who can see this: nobody just now',
  more: { one: 'and one more', other: 'and {n} more' },
  fewer: 'Show fewer',
  of: '{button}: {of}',
  and: '{first} and {last}',
});

const FEW = 6;

/** “Lowri Evans, Tom Okafor and Ruth Adeyemi”. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('and', { first: names.slice(0, -1).join(', '), last });
}

type Names = readonly string[] | null | undefined;

function sentence(names: readonly string[]): string {
  if (!names.length) return t('nobody');
  return names.length === 1 && names[0] === YOU ? t('onlyYou') : t('who', { names: listed(names) });
}

/** Who can see this, by name, as the API says it: all of them, or the first few and a button for the rest, `of` which is said. */
export function ReadBy({ names, of }: { names: Names; of?: string | undefined }) {
  const [all, setAll] = useState(false);
  if (!names) return null;
  if (names.length <= FEW) return <span class="reads">{sentence(names)}</span>;
  const first = names.slice(0, FEW - 2);
  const button = all ? t('fewer') : t('more', { n: names.length - first.length });
  return (
    <span class="reads">
      {all ? sentence(names) : t('who', { names: first.join(', ') })}{' '}
      <button type="button" class="link-btn" aria-label={of && t('of', { button, of })} onClick={() => setAll(!all)}>{button}</button>
    </span>
  );
}

/** A hint at a box, and after it who can see what is written there: so that both are read out with the box. */
export function withReaders(hint: ComponentChildren, names: Names, of?: string): ComponentChildren {
  return names ? <>{hint} <ReadBy names={names} of={of} /></> : hint || undefined;
}
