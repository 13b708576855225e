import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

export type Tone = 'plain' | 'ok' | 'warn' | 'brand' | 'plum' | 'clay';

/** A short word about where something stands. */
export function Tag({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ComponentChildren }) {
  return <span class={`tag ${tone}`}>{icon && <Icon name={icon} />}{children}</span>;
}

export const initials = (name: string): string => {
  const parts = name.trim().split(/\s+/);
  const [first = '', last = ''] = [parts[0] ?? '', parts.length > 1 ? (parts.at(-1) ?? '') : ''];
  return [...first].slice(0, 1).join('') + [...last].slice(0, 1).join('');
};

/** Two letters in a circle, for the eye only. */
export function Face({ name, tone = 'brand', big = false }: { name: string; tone?: 'brand' | 'clay' | 'plum'; big?: boolean }) {
  return <span class={`face ${tone}${big ? ' big' : ''}`} aria-hidden="true">{initials(name)}</span>;
}

/** Labels and values. */
export function Facts({ small = false, rows }: { small?: boolean; rows: (readonly [label: string, value: ComponentChildren] | null | false)[] }) {
  return (
    <dl class={small ? 'sl small' : 'sl'}>
      {rows.filter((row) => !!row).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

/** Counts of what happened, never scores of people. */
export function Tally({ counts }: { counts: { label: string; n: number; tone?: 'go' | 'hot' | '' }[] }) {
  return (
    <dl class="tally">
      {counts.map(({ label, n, tone = '' }) => <div key={label} class={n ? tone : ''}><dt>{label}</dt><dd>{n}</dd></div>)}
    </dl>
  );
}

/** Nothing here yet, and the one step that changes that. */
export function Empty({ children, href, step }: { children: ComponentChildren; href?: string | undefined; step?: string | undefined }) {
  return (
    <div class="card flat stack">
      <p>{children}</p>
      {href && step && <p><a href={href}>{step}</a></p>}
    </div>
  );
}

export function Ticks({ items, no = false }: { items: string[]; no?: boolean }) {
  return (
    <ul class="list ticks" role="list">
      {items.map((item) => <li key={item} class={no ? 'no' : ''}><Icon name={no ? 'cross' : 'tick'} /><span>{item}</span></li>)}
    </ul>
  );
}

/** A section under its own heading. */
export function Section({ id, title, children, class: look = 'sec' }: { id: string; title: string; children: ComponentChildren; class?: string }) {
  return <section class={look} aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}
