import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { words } from '../i18n/words';

/** As the API says it to the one who asks. */
export const YOU = 'You';
const FEW = 6;

const t = words('readBy', {
  who: 'Who can see this: {who}',
  all: 'Who can see these: {who}',
  apart: 'Where it is not the same, it says so there.',
  onlyYou: 'only you',
  nobody: 'nobody just now',
  more: { one: 'and one more', other: 'and {n} more' },
  fewer: 'Show fewer',
  of: '{button}: {of}',
  and: '{first} and {last}',
});

/** “Lowri Evans, Tom Okafor and Ruth Adeyemi”. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('and', { first: names.slice(0, -1).join(', '), last });
}

type Names = readonly string[] | null | undefined;
export type Readers = Readonly<Record<string, readonly string[]>> | null | undefined;

function whole(names: readonly string[]): string {
  if (!names.length) return t('nobody');
  return names.length === 1 && names[0] === YOU ? t('onlyYou') : listed(names);
}

/** Who can see this, by name, as the API says it: all of them, or the first few and a button for the rest, `of` which is said. */
export function ReadBy({ names, of, all = false }: { names: Names; of?: string | undefined; all?: boolean }) {
  const [open, setOpen] = useState(false);
  if (!names) return null;
  const say = (who: string) => t(all ? 'all' : 'who', { who });
  if (names.length <= FEW) return <span class="reads">{say(whole(names))}</span>;
  const first = names.slice(0, FEW - 2);
  const button = open ? t('fewer') : t('more', { n: names.length - first.length });
  return (
    <span class="reads">
      {say(open ? whole(names) : first.join(', '))}{' '}
      <button type="button" class="link-btn" aria-label={of && t('of', { button, of })} onClick={() => setOpen(!open)}>{button}</button>
    </span>
  );
}

/** A hint at a box, and after it who can see what is written there: so that both are read out with the box. */
export function withReaders(hint: ComponentChildren, names: Names, of?: string): ComponentChildren {
  return names ? <>{hint} <ReadBy names={names} of={of} /></> : hint || undefined;
}

/** For several fields: who can see most of them, said once in `line`; and `own`, who can see one of them where that is not so. */
export function useGathered(readers: Readers, fields: readonly string[]) {
  const id = useId();
  const key = (names: Names) => names?.join('\n');
  const told = fields.map((field) => readers?.[field]).filter((names) => !!names);
  const alike = (names: Names) => told.filter((one) => key(one) === key(names));
  const most = told.toSorted((a, b) => alike(b).length - alike(a).length)[0];
  const all = alike(most).length > 1 ? most : undefined;
  const own = (field: string): Names => (key(readers?.[field]) === key(all) ? undefined : readers?.[field]);
  /** What a box needs to be called by its label, and described by who can see what is written in it. */
  const box = (field: string, label: string, hint?: ComponentChildren) => (
    { label, hint: withReaders(hint, own(field), label), readers: all && !own(field) ? id : undefined });
  const line = all && <p class="small muted" id={id}><ReadBy names={all} all />{alike(all).length < told.length && `. ${t('apart')}`}</p>;
  return { line, own, box };
}
