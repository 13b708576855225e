import { words } from '../i18n/words';

/** As the API says it to the one who asks. */
export const YOU = 'You';

export const t = words('readBy', {
  who: 'Who can see this: {names}',
  onlyYou: 'Who can see this: only you',
  nobody: 'Who can see this: nobody just now',
  more: { one: 'and one more', other: 'and {n} more' },
  fewer: 'Show fewer',
  of: '{button}: {of}',
  and: '{first} and {last}',
});

/** “Lowri Evans, Tom Okafor and Ruth Adeyemi”. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('and', { first: names.slice(0, -1).join(', '), last });
}
