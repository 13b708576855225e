import { signal } from '@preact/signals';

/** How someone likes to read. Remembered on the device, and nowhere else. */
export interface Reading {
  text: '' | 'large' | 'larger';
  theme: '' | 'light' | 'dark';
  contrast: '' | 'more';
  spacing: '' | 'more';
}

const KEPT = 'alongside.reading';
const USUAL: Reading = { text: '', theme: '', contrast: '', spacing: '' };

function remembered(): Reading {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Reading>) };
  } catch {
    return USUAL;
  }
}

export const reading = signal<Reading>(USUAL);

function show(): void {
  for (const [name, value] of Object.entries(reading.value)) {
    if (value) document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
  }
}

export function startReading(): void {
  reading.value = remembered();
  show();
}

export function read(change: Partial<Reading>): void {
  reading.value = { ...reading.value, ...change };
  show();
  try {
    localStorage.setItem(KEPT, JSON.stringify(reading.value));
  } catch {
    // Storage may be switched off: the settings then hold for this page alone.
  }
}
