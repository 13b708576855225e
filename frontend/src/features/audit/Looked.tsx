import { call } from '../../api/call';
import type { Look } from '../../api/types';
import { day, time } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty, Section, Ticks } from '../../ui/Small';
import { DoneFor } from './DoneFor';
import { t } from './lookedWords';

const DONE = {
  'participant:read': 'read',
  'participant:change': 'change',
  'participant:add': 'add',
  'participant:end': 'end',
  'participant:link': 'link',
  'coordinator:appoint': 'appoint',
  'declaration:read': 'tiesRead',
} as const;
const STANDS = { coordinator: 'team', coach: 'partner', leader: 'partner', learning_partner: 'learning' } as const;

const known = <K extends string, V>(all: Record<K, V>, code: string | null): V | undefined => (all as Record<string, V>)[code ?? ''];

const TIES = 'declaration:read';

/** Only leads read ties, whatever else they are. */
function who({ action, display_name: name, role }: Look): string {
  const stands = action === TIES ? 'asLead' : known(STANDS, role);
  if (!name) return t('somebody');
  return stands ? t('named', { name, role: t(stands) }) : name;
}

const sentence = (look: Look): string => t(known(DONE, look.action) ?? 'other', { who: who(look) });

function byDay(looks: Look[], zone: string): Map<string, Look[]> {
  const days = new Map<string, Look[]>();
  for (const look of looks) {
    const on = day(new Date(look.at), zone);
    days.set(on, [...(days.get(on) ?? []), look]);
  }
  return days;
}

/** Who opened or changed what is kept about oneself, day by day. */
export function Looked() {
  const list = useList(async (cursor, signal) => (await call('get', '/api/v1/who-looked', { query: { cursor }, signal })).data, []);
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/your-data', to: t('toData') }} narrow>
      <div class="stack gap-l">
        <Loaded from={list} part>{({ items }) => (items.length ? <Days looks={items} /> : <Empty>{t('none')}</Empty>)}</Loaded>
        <More list={list} />
        <DoneFor />
        <Section id="about" title={t('aboutTitle')}><Ticks items={[t('about1'), t('about2'), t('about3'), t('about4')]} /></Section>
        <Section id="ask" title={t('askTitle')}><p>{t('ask')} <a href="/">{t('toTeam')}</a></p></Section>
      </div>
    </Page>
  );
}

function Days({ looks }: { looks: Look[] }) {
  const zone = deviceZone();
  return (
    <>
      {[...byDay(looks, zone)].map(([on, some], n) => (
        <Section key={on} id={`day-${n}`} title={on}>
          <ul class="list">
            {some.map((look) => <li key={look.id}>{t('entry', { time: time(new Date(look.at), zone), what: sentence(look) })} <span class="muted">{look.programme_name}</span></li>)}
          </ul>
        </Section>
      ))}
    </>
  );
}
