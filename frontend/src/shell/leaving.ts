import { leaveAtOnce } from '../me/store';

/** A page that anybody might have open. It is not told where its visitor came from. */
const AWAY = 'https://www.metoffice.gov.uk/';
const TIMES = 3;
const WITHIN = 2000;
/** What an Escape closes. That one is not for leaving. */
const OPEN = 'dialog[open]:not([closedby]), :popover-open';

/** Leave for people who may be watched: what is here goes from the screen at once, and from this place in the history. */
export function leaveQuickly(): void {
  document.documentElement.hidden = true;
  leaveAtOnce();
  location.replace(AWAY);
}

let pressed: number[] = [];

/** The Escape key, pressed three times quickly and nothing else between. Holding it down counts once. */
export function onEscape({ key, repeat, timeStamp }: KeyboardEvent): void {
  if (repeat) return;
  pressed = key === 'Escape' && !document.querySelector(OPEN) ? [...pressed, timeStamp].slice(-TIMES) : [];
  if (pressed.length === TIMES && timeStamp - (pressed[0] ?? 0) < WITHIN) leaveQuickly();
}
