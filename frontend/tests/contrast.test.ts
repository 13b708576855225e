import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');

type Colours = Map<string, string>;

function block(start: string): string {
  const from = css.indexOf(start);
  expect(from, start).toBeGreaterThan(-1);
  return css.slice(from, css.indexOf('}', from));
}

function colours(text: string, side: 0 | 1): Colours {
  const found = text.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w+),\s*(#\w+)\)|(#\w+))/g);
  return new Map(Array.from(found, ([, name = '', light, dark, same]) => [name, [light, dark][side] ?? same ?? '']));
}

function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.slice(1).replaceAll(/./g, '$&$&') : colour.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const plain = colours(block(':root {'), 0);
const over = (more: Colours): Colours => new Map([...plain, ...more]);
const THEMES = {
  plain,
  light: over(colours(block('@supports'), 0)),
  dark: over(colours(block('@supports'), 1)),
  contrast: over(colours(block(':root[data-contrast="more"]'), 0)),
};

const [TEXT, READING, EDGE] = [4.5, 7, 3];
const PAIRS: [string, string, number][] = [
  ['ink', 'paper', READING], ['ink', 'card', READING], ['ink', 'sunk', READING], ['ink', 'brand-soft', READING],
  ['ink', 'ok-soft', READING], ['ink', 'warn-soft', READING], ['ink', 'info-soft', READING], ['ink', 'plum-soft', READING],
  ['ink-2', 'paper', TEXT], ['ink-2', 'card', TEXT], ['ink-2', 'sunk', TEXT], ['ink-2', 'brand-soft', TEXT], ['ink-2', 'warn-soft', TEXT],
  ['brand', 'paper', TEXT], ['brand', 'card', TEXT], ['brand', 'sunk', TEXT], ['brand', 'brand-soft', TEXT], ['brand-hi', 'brand-soft', TEXT],
  ['on-brand', 'brand', TEXT], ['on-brand', 'brand-hi', TEXT],
  ['accent', 'card', TEXT], ['accent', 'accent-soft', TEXT], ['accent', 'paper', TEXT],
  ['plum', 'plum-soft', TEXT], ['plum', 'paper', TEXT], ['plum', 'card', TEXT],
  ['ok', 'ok-soft', TEXT], ['ok', 'card', TEXT], ['ok', 'brand-soft', EDGE],
  ['warn', 'warn-soft', TEXT], ['err', 'err-soft', TEXT], ['err', 'card', TEXT], ['err', 'paper', TEXT], ['err', 'sunk', TEXT], ['info', 'info-soft', TEXT],
  ['edge', 'card', EDGE], ['edge', 'paper', EDGE], ['edge', 'sunk', EDGE],
  ['focus', 'focus-ink', TEXT],
];

for (const [theme, tokens] of Object.entries(THEMES)) {
  test.each(PAIRS)(`${theme}: %s on %s is at least %s to 1`, (front, back, least) => {
    expect(contrast(tokens.get(front) ?? '', tokens.get(back) ?? '')).toBeGreaterThanOrEqual(least);
  });
}

test('the focus ring is seen on every surface: one of its two colours stands out', () => {
  for (const tokens of Object.values(THEMES)) {
    for (const surface of ['paper', 'card', 'sunk', 'brand']) {
      const best = Math.max(...['focus', 'focus-ink'].map((ring) => contrast(tokens.get(ring) ?? '', tokens.get(surface) ?? '')));
      expect(best).toBeGreaterThanOrEqual(3);
    }
  }
});
