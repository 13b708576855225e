import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';
import { t } from './words';

type Kind = 'info' | 'ok' | 'warn';

const LOOK = { info: ['info', 'good'], ok: ['tick', 'done'], warn: ['warn', 'care'] } as const;

/** A message about the page. It is marked by a picture and a word, so never by colour alone. `now`: something has just gone wrong, so it is said. */
export function Say({ kind = 'info', icon, now, children }: { kind?: Kind; icon?: IconName; now?: boolean; children: ComponentChildren }) {
  const [picture, before] = LOOK[kind];
  return (
    <div class={`say ${kind}`} role={now ? 'alert' : kind === 'ok' ? 'status' : undefined}>
      <Icon name={icon ?? picture} />
      <div><span class="vh">{t(before)}</span>{typeof children === 'string' ? <p>{children}</p> : children}</div>
    </div>
  );
}
