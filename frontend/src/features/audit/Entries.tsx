import { useEffect, useRef } from 'preact/hooks';
import type { RestrictedEntry } from '../../api/types';
import { when } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { refocus } from '../../ui/arrivals';
import { t } from './restrictedWords';

const DONE = {
  'pairing:accept': 'accept',
  'pairing:decline': 'decline',
  'pairing:pause': 'pause',
  'pairing:resume': 'resume',
  'pairing:end': 'end',
  'session:book': 'book',
  'session:change': 'change',
  'session:cancel': 'cancel',
  'session:record': 'record',
  'note:withdraw': 'noteBack',
  'feedback:withdraw': 'feedbackBack',
  'declaration:add': 'tieTold',
  'declaration:remove': 'tieBack',
} as const;
const WHY = { concern: 'concern', complaint: 'complaint', asked_by_them: 'askedByThem', law: 'law' } as const;
const ON_BEHALF = 'on_behalf:';
const OPENED = 'restricted_audit:read';

function sentence({ action, display_name, reason }: RestrictedEntry): string {
  const who = display_name ?? t('somebody');
  if (action === OPENED) return t('opened', { who, reason: t(WHY[reason as keyof typeof WHY]) });
  const done: (typeof DONE)[keyof typeof DONE] | undefined = DONE[action as keyof typeof DONE];
  const words = t(done ?? 'other', { who });
  return reason?.startsWith(ON_BEHALF) ? t('onBehalf', { words }) : words;
}

interface EntriesProps {
  items: RestrictedEntry[];
  about: string | undefined;
  more: boolean;
  only: (thing: string) => void;
  all: () => void;
  older: (before: string) => void;
}

/** What was found, with ways to narrow it to one thing, or to go further back. */
export function Entries({ items, about, more, only, all, older }: EntriesProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = useRef(items.length);
  useEffect(() => heading.current?.focus(), [about]);
  useEffect(() => {
    const { current } = shown;
    shown.current = items.length;
    if (items.length > current) refocus(() => list.current?.querySelectorAll('li')[current]);
  }, [items.length]);
  const last = items.at(-1);
  return (
    <section class="sec stack" aria-labelledby="found">
      <h2 id="found" ref={heading} tabIndex={-1}>{t(about ? 'oneFound' : 'found')}</h2>
      <p class="muted">{t('again')}</p>
      {items.length
        ? <ul class="todo" role="list" ref={list}>{items.map((one) => <Entry key={one.id} one={one} only={about ? undefined : only} />)}</ul>
        : <p>{t('nothing')}</p>}
      <div class="acts">
        {more && last && <button type="button" class="btn quiet" onClick={() => older(last.at)}>{t('older')}</button>}
        {about && <button type="button" class="btn quiet" onClick={all}>{t('all')}</button>}
      </div>
    </section>
  );
}

function Entry({ one, only }: { one: RestrictedEntry; only: ((thing: string) => void) | undefined }) {
  const what = t('entry', { when: when(new Date(one.at), deviceZone()), what: sentence(one) });
  return (
    <li>
      <p>{what}</p>
      {only && one.action !== OPENED && <button type="button" class="btn quiet s" aria-label={t('onlyThis', { what })} onClick={() => only(one.thing_id)}>{t('only')}</button>}
    </li>
  );
}
