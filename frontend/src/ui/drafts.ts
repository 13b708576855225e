import { useEffect, useState } from 'preact/hooks';

/** Words that are written and not saved yet. They are kept in memory alone, so that going to another page does not lose them. */
const drafts = new Map<string, string>();

const warn = (event: BeforeUnloadEvent): void => event.preventDefault();

function keep(key: string, text: string | undefined): void {
  if (text === undefined) drafts.delete(key);
  else drafts.set(key, text);
  if (drafts.size) addEventListener('beforeunload', warn);
  else removeEventListener('beforeunload', warn);
}

export function forgetDrafts(): void {
  drafts.clear();
  removeEventListener('beforeunload', warn);
}

/** What is in a box: the unsaved words if there are some, else what was saved. */
export function useDraft(key: string, saved: string) {
  const [text, setText] = useState(() => drafts.get(key) ?? saved);
  useEffect(() => setText(drafts.get(key) ?? saved), [key]);
  const write = (words: string, base = saved) => {
    setText(words);
    keep(key, words === base ? undefined : words);
  };
  return { text, unsaved: text !== saved, write };
}
