import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

export type Readers = 'me' | 'us' | 'learn' | 'team' | 'plain';

const PICTURE: Record<Readers, IconName> = { me: 'lock', us: 'rings', learn: 'eye', team: 'people', plain: 'eye' };

/** Who can read this: said in the same way everywhere, before anything is written. */
export function Who({ kind, names, children, id }: { kind: Readers; names: ComponentChildren; children?: ComponentChildren; id?: string }) {
  return (
    <p class={`who ${kind}`} id={id}>
      <Icon name={PICTURE[kind]} />
      <span><strong>{names}</strong> <span>{children}</span></span>
    </p>
  );
}
