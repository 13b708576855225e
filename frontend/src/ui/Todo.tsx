import { Tag, type Tone } from './Small';

/** One thing to do: what, a hint, and where it stands. */
export interface Task {
  href: string;
  what: string;
  hint: string;
  tag?: string;
  tone?: Tone;
}

export function TaskLine({ href, what, hint, tag, tone = 'plain' }: Task) {
  return <li><div><a href={href}>{what}</a><p class="muted brief">{hint}</p></div>{tag && <Tag tone={tone}>{tag}</Tag>}</li>;
}
