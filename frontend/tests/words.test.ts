import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { words } from '../src/i18n/words';

const SRC = new URL('../src/', import.meta.url).pathname;
const files = readdirSync(SRC, { recursive: true }).map(String).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
const sources = new Map(files.map((name) => [name, readFileSync(join(SRC, name), 'utf8')]));

interface Area {
  file: string;
  keys: string[];
  readers: string[];
}

/** Every catalogue there is, and the files that may read from it: those beside it and those that import it. */
function areas(): Area[] {
  return [...sources].flatMap(([file, text]) => [...text.matchAll(/words\('(\w+)', \{\n([\s\S]*?)\n\s*\}\)|words\('(\w+)', (\{[^\n]*\})\)/g)].map((found) => {
    const body = found[2] ?? found[4] ?? '';
    const keys = [...body.matchAll(/(?:^|\{|,)\s*'?(\w+)'?: (?=['{])/gm)].map(([, key = '']) => key).filter((key) => !['zero', 'one', 'two', 'few', 'many', 'other'].includes(key));
    const near = [...sources].filter(([other, text_]) => dirname(other) === dirname(file) || importsFrom(other, text_, file)).map(([other]) => other);
    return { file, keys, readers: near };
  }));
}

function importsFrom(importer: string, text: string, target: string): boolean {
  const wanted = target.replace(/\.tsx?$/, '');
  return [...text.matchAll(/from '(\.[^']+)'/g)].some(([, path = '']) => join(importer, '..', path) === wanted);
}

function isUsed(key: string, text: string): boolean {
  if (new RegExp(`['"]${key}['"]`).test(text)) return true;
  const templates = [...text.matchAll(/`([\w-]*)\$\{[^}]+\}([\w-]*)`/g)];
  return templates.some(([, before = '', after = '']) => (before || after) && key.startsWith(before) && key.endsWith(after));
}

/** Codes of the API, whose words are looked up by their value. */
const CODES = new Set(`coach leader learning_partner coordinator proposed active paused ended declined booked held not_held cancelled
  video phone in_person email text post pairing team learning_partners listened mattered suited useful morning afternoon evening`.split(/\s+/));

describe.each(areas().map((area) => [area.file, area] as const))('the words of %s', (_, { keys, readers }) => {
  test('are there, each under a name of its own', () => {
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are all said somewhere', () => {
    const catalogue = /words\('\w+', \{[\s\S]*?\n\s*\}\)|words\('\w+', \{[^\n]*\}\)/g;
    const text = readers.map((name) => (sources.get(name) ?? '').replaceAll(catalogue, '')).join('\n');
    expect(keys.filter((key) => !CODES.has(key) && !isUsed(key, text))).toEqual([]);
  });
});

describe('what nobody here is called or told', () => {
  const everything = [...sources].map(([, text]) => [...text.matchAll(/words\('\w+', \{[\s\S]*?\n\s*\}\)/g)].join('\n')).join('\n');

  test.each(['no one here can', 'nobody can read', 'nobody can open', 'only you can'])('the page does not promise “%s”', (words_) => {
    expect(everything.toLowerCase()).not.toContain(words_);
  });

  test.each(['user', 'submit', 'invalid', 'click', 'please note'])('the page does not say “%s”', (word) => {
    expect(everything.toLowerCase()).not.toMatch(new RegExp(`[^\\w-]${word}[^\\w]`));
  });

  test('a page says email, without a hyphen', () => {
    expect(everything.toLowerCase()).not.toContain('e-mail');
  });
});

describe('t()', () => {
  const t = words('test', {
    plain: 'Good morning',
    hole: 'You meet {name} {soon}.',
    many: { one: 'One person', other: '{n} people' },
  });

  test('says plain words and fills holes', () => {
    expect(t('plain')).toBe('Good morning');
    expect(t('hole', { name: 'Helen', soon: 'today' })).toBe('You meet Helen today.');
  });

  test('chooses the form for a number', () => {
    expect([0, 1, 2].map((n) => t('many', { n }))).toEqual(['0 people', 'One person', '2 people']);
  });

  test('keeps a right-to-left name apart from the sentence around it', () => {
    expect(t('hole', { name: 'فريدة', soon: 'today' })).toBe('You meet \u2068فريدة\u2069 today.');
  });

  test('what is written into a hole is not read as another hole', () => {
    expect(t('hole', { name: '{soon}', soon: 'today' })).toBe('You meet {soon} today.');
  });

  test('the compiler knows keys and holes', () => {
    // @ts-expect-error there is no such key
    expect(() => t('nothing')).toThrow();
    // @ts-expect-error a hole is left open
    expect(t('hole', { name: 'Helen' })).toContain('undefined');
  });
});
