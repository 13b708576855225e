import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SRC = new URL('../src/', import.meta.url).pathname;
const sources = readdirSync(SRC, { recursive: true }).map(String).filter((name) => name.endsWith('.tsx')).map((name) => readFileSync(join(SRC, name), 'utf8')).join('\n');
const sheets = ['tokens', 'base', 'parts', 'page'].map((name) => readFileSync(join(SRC, `styles/${name}.css`), 'utf8'));
const css = sheets.join('\n').replaceAll(/\/\*[\s\S]*?\*\//g, '');

/** Made in a template, such as `tag ${tone}`. */
const MADE = new Set(['ok', 'warn', 'info', 'brand', 'plum', 'clay', 'me', 'us', 'learn', 'team', 'bad', 'big', 'go', 'hot']);

test('every class that has a style is used, so that the sheet carries nothing for nothing', () => {
  const classes = [...new Set([...css.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name))].filter((name) => !/^\d|^(?:woff2)$/.test(name));
  const said = new Set([...sources.matchAll(/["'`\s]([a-zA-Z][\w-]*)(?=["'`\s$])/g)].map(([, name]) => name));
  expect(classes.filter((name) => !said.has(name) && !MADE.has(name))).toEqual([]);
});

test('every token that is used is there', () => {
  const defined = new Set([...css.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  const used = [...`${css}${sources}`.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name);
  expect(used.filter((name) => !defined.has(name) && name !== 'gap')).toEqual([]);
});

test('only logical sides are named, so that right-to-left needs no second sheet', () => {
  expect(css.match(/(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|[\s;]\b(?:left|right): /g)).toBeNull();
});

test('no page writes HTML by hand or carries styles of its own', () => {
  expect(sources.match(/innerHTML|insertAdjacentHTML|document\.write|\sstyle=/g)).toBeNull();
});
