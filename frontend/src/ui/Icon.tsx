/** Small pictures beside words, never instead of them. Each is one line on a square of 20. */
const SHAPES = {
  clock: 'M18 10a8 8 0 1 1-16 0 8 8 0 0 1 16 0ZM10 5.5V10l3 2',
  cross: 'm5 5 10 10M15 5 5 15',
  down: 'M10 3v9.5m-4-4 4 4 4-4M3.5 17h13',
  eye: 'M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10s-3 5.5-8.5 5.5S1.5 10 1.5 10Zm10.9 0a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0Z',
  info: 'M18 10a8 8 0 1 1-16 0 8 8 0 0 1 16 0Zm-8-.7v5M10 6v.1',
  leave: 'M8 3.5H5a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h3M8.5 10h8.5m-3.5-3.5L17 10l-3.5 3.5',
  letters: 'M2.5 15 6.7 5l4.1 10M3.9 11.7h5.5m2.3 3.3 2.9-6.7 2.9 6.7m-4.8-2.3h3.8',
  link: 'M8.5 11.5a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1m1 4a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1',
  lock: 'M5.5 9h9a2 2 0 0 1 2 2v4.5a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2V11a2 2 0 0 1 2-2Zm1 0V6.5a3.5 3.5 0 0 1 7 0V9',
  pause: 'M7 4v12M13 4v12',
  people: 'M10 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM1.5 17c0-3.3 2.3-5.2 5.5-5.2s5.5 1.9 5.5 5.2M13 4.2a3 3 0 0 1 0 5.6m2.3 2.5c2 .8 3.2 2.4 3.2 4.7',
  phone: 'M5.5 2.5 8 7 6.3 8.6a10 10 0 0 0 5 5L13 12l4.5 2.5-.6 2.2c-.3 1-1.2 1.6-2.2 1.4C8.4 16.8 3.2 11.6 1.9 5.3c-.2-1 .4-1.9 1.4-2.2z',
  pin: 'M10 18s-6-5.2-6-9.7a6 6 0 0 1 12 0c0 4.5-6 9.7-6 9.7Zm2-9.7a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  plus: 'M10 4v12M4 10h12',
  rings: 'M12.2 10a5.2 5.2 0 1 1-10.4 0 5.2 5.2 0 0 1 10.4 0Zm6 0a5.2 5.2 0 1 1-10.4 0 5.2 5.2 0 0 1 10.4 0Z',
  search: 'M14.5 8.5a6 6 0 1 1-12 0 6 6 0 0 1 12 0ZM13 13l4.5 4.5',
  tick: 'm4 10.5 4 4 8-9',
  undo: 'M7.5 4 3.5 8l4 4M4 8h8a4.5 4.5 0 0 1 0 9H8',
  video: 'M3.5 4.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Zm9.5 4.1 5.5-3v8.8l-5.5-3',
  warn: 'M10 2.8 18.5 17h-17L10 2.8ZM10 8v4.2M10 14.6v.1',
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="i" width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
