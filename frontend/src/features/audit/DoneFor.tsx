import { call } from '../../api/call';
import type { SaidFor } from '../../api/types';
import { when } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { me } from '../../me/store';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Section } from '../../ui/Small';
import { t } from './doneForWords';

const DONE = {
  'pairing:accept': 'yes',
  'pairing:decline': 'no',
  'session:book': 'book',
  'session:change': 'change',
  'session:record': 'record',
  'session:cancel': 'cancel',
  'participant:change': 'details',
} as const;
const MOST = 100;
const HOW = { phone: 'phone', in_person: 'inPerson', post: 'post' } as const;

function sentence({ by, means, action, created_at }: SaidFor): string {
  const done: (typeof DONE)[keyof typeof DONE] | undefined = DONE[action as keyof typeof DONE];
  return t('entry', { when: when(new Date(created_at), deviceZone()), by: by ?? t('somebody'), what: t(done ?? 'other'), how: t(HOW[means]) });
}

async function readMine(signal: AbortSignal): Promise<SaidFor[]> {
  const seats = me.value?.participants ?? [];
  const held = await Promise.all(seats.map(({ id }) => call('get', '/api/v1/said-for', { query: { participant_id: id, limit: MOST }, signal })));
  return held.flatMap(({ data }) => data.items);
}

/** What coordinators wrote down for oneself, while one could not sign in. Whoever never needed that sees nothing of it. */
export function DoneFor() {
  const load = useLoad(readMine, []);
  return (
    <Loaded from={load} part>
      {(mine) => (mine.length
        ? (
          <Section id="done" title={t('title')}>
            <div class="stack">
              <ul class="list">{mine.map((one) => <li key={one.id}>{sentence(one)}</li>)}</ul>
              <p>{t('wrong')}</p>
            </div>
          </Section>
        )
        : null)}
    </Loaded>
  );
}
