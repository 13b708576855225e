import { signal } from '@preact/signals';

/** Counts arrivals at a page, so that each moves the focus to its heading once. The first page load does not. */
export const arrivals = signal(0);

interface Told {
  kind: 'ok' | 'warn';
  message: string;
}

/** A message about what was just done, shown at the top of the next page (or of this one). */
export const flash = signal<Told | null>(null);

/** Said by screen readers without moving the focus. */
export const spoken = signal('');

let kept = false;

/** Say that something is done and what happens next; it stays until the page after next. */
export function tellDone(message: string, { stay = false } = {}): void {
  kept = !stay;
  flash.value = { kind: 'ok', message };
}

/** Say that something pressed on this page did not work. */
export function tellTrouble(message: string): void {
  kept = false;
  flash.value = { kind: 'warn', message };
}

/** Where the focus was is gone: it goes to what was told, or else to the heading, or to what is found. */
export function refocus(find: () => HTMLElement | null | undefined = () => document.querySelector<HTMLElement>('.flash, h1')): void {
  setTimeout(() => {
    const to = document.activeElement === document.body && find();
    if (!to) return;
    to.tabIndex = -1;
    to.focus();
  });
}

export function arrived(): void {
  if (!kept) flash.value = null;
  kept = false;
  spoken.value = '';
  arrivals.value += 1;
}

export function speak(message: string): void {
  // The same words twice are read twice only if they differ.
  spoken.value = spoken.value === message ? `${message}\u00a0` : message;
}
