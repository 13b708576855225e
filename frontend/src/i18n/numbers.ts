import { words } from './words';

const t = words('numbers', { upToNine: 'no,one,two,three,four,five,six,seven,eight,nine' });

/** Small numbers as words, as people say them; from ten on as figures. */
export const counted = (n: number): string => t('upToNine').split(',')[n] ?? n.toLocaleString('en-GB');

export const capital = (words_: string): string => words_.charAt(0).toUpperCase() + words_.slice(1);
