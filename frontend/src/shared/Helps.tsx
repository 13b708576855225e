import { call } from '../api/call';
import type { Named, Participant } from '../api/types';
import { words } from '../i18n/words';
import { callName } from '../me/labels';
import { isMe } from '../me/store';
import { Loaded, useLoad } from '../ui/Loaded';
import { ReadBy } from './ReadBy';

const t = words('helps', { title: 'What helps', you: 'You', change: 'Change what helps' });

const read = async (id: string, signal: AbortSignal): Promise<Participant> =>
  (await call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: id }, signal })).data;

/** What was said once is shown where it matters: beside a session. */
export function Helps({ coach, leader }: { coach: Named; leader: Named }) {
  const load = useLoad((signal) => Promise.all([read(coach.id, signal), read(leader.id, signal)]), [coach.id, leader.id]);
  return (
    <Loaded from={load} part>
      {(people) => {
        const said = people.filter(({ access_needs }) => access_needs);
        return said.length ? (
          <section class="card stack" aria-labelledby="helps">
            <h2 id="helps">{t('title')}</h2>
            {said.map(({ id, display_name, access_needs, readers }) => (
              <div key={id}>
                <p><strong>{isMe(id) ? t('you') : <bdi>{callName(display_name)}</bdi>}</strong></p>
                <p class="words">{access_needs}</p>
                <p class="small muted"><ReadBy names={readers?.access_needs} /></p>
                {isMe(id) && <p><a href={`/people/${id}/change`}>{t('change')}</a></p>}
              </div>
            ))}
          </section>
        ) : null;
      }}
    </Loaded>
  );
}
