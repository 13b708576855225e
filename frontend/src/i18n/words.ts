import { signal } from '@preact/signals';

/** The forms that one sentence takes as its number `n` changes. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Catalogue = Record<string, string | Plural>;

type Holes<S> = S extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type Wanted<W> = W extends string ? Holes<W> : 'n' | Holes<W[keyof W]>;
type Filling<W> = [Wanted<W>] extends [never] ? [] : [{ [Hole in Wanted<W>]: string | number }];

export const language = signal('en-GB');

/** Catalogues of other languages by area, put here once they are loaded. English stands in for what they lack. */
export const translated = signal<Record<string, Catalogue>>({});

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const plurals = new Map<string, Intl.PluralRules>();

function formFor(n: number, forms: Plural): string {
  let rules = plurals.get(language.value);
  if (!rules) plurals.set(language.value, (rules = new Intl.PluralRules(language.value)));
  return forms[rules.select(n)] ?? forms.other;
}

/** A right-to-left name keeps its direction, and the sentence around it keeps its own. */
export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

function fill(entry: string | Plural, filling: Record<string, string | number> = {}): string {
  const sentence = typeof entry === 'string' ? entry : formFor(Number(filling.n), entry);
  return sentence.replace(/\{(\w+)\}/g, (_, hole: string) => isolated(String(filling[hole])));
}

/** The words of one area of the page: `t('key', { hole: value })`, its keys and holes checked by the compiler. */
export function words<const C extends Catalogue>(area: string, english: C) {
  return <K extends keyof C & string>(key: K, ...filling: Filling<C[K]>): string =>
    fill(translated.value[area]?.[key] ?? (english[key] as string | Plural), filling[0]);
}
