import type { Answers as Given } from '../api/types';
import { words } from '../i18n/words';
import { Facts } from '../ui/Small';

export const QUESTIONS = ['listened', 'mattered', 'suited', 'useful'] as const;
export const DEGREES = [1, 2, 3, 4, 5] as const;

const t = words('answers', {
  listened: 'I felt listened to',
  mattered: 'We talked about what mattered to me',
  suited: 'The way we worked suited me',
  useful: 'I am taking something useful away',
  degree1: 'Not at all',
  degree2: 'Not really',
  degree3: 'In between',
  degree4: 'Mostly',
  degree5: 'Very much',
});

export const questionWords = (question: (typeof QUESTIONS)[number]): string => t(question);
export const degreeWords = (degree: (typeof DEGREES)[number]): string => t(`degree${degree}`);

const isDegree = (n: number | null): n is (typeof DEGREES)[number] => DEGREES.some((degree) => degree === n);

/** The short answers that were given, in words and without a sum. */
export function Answers({ answers }: { answers: Given }) {
  const given = QUESTIONS.flatMap((question) => {
    const degree = answers[question];
    return isDegree(degree) ? [[questionWords(question), degreeWords(degree)] as const] : [];
  });
  return given.length ? <Facts small rows={given} /> : null;
}
