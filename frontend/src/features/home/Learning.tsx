import { call } from '../../api/call';
import type { Programme } from '../../api/types';
import { monthOnly } from '../../i18n/dates';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Section } from '../../ui/Small';
import { Hello } from '../../shared/Hello';
import { t } from './learningWords';

/** The newest pieces, together with what says who can see them: so nothing moves once they are there. */
async function readNewest(programme_id: string, signal: AbortSignal) {
  const [{ default: ReadBy }, { data }] = await Promise.all([
    import('../../shared/readByAhead'),
    call('get', '/api/v1/offered-feedback', { query: { programme_id, limit: 3 }, signal }),
  ]);
  return { ReadBy, pieces: data.items };
}

/** The home of a learning partner: what people chose to offer, and nothing else. */
export default function Learning({ programme }: { programme: Programme }) {
  const load = useLoad((signal) => readNewest(programme.id, signal), [programme.id]);
  return (
    <Hello lead={t('lead', { programme: programme.name })}>
      <Section id="offered" title={t('offered')}>
        <Loaded from={load} part>
          {({ ReadBy, pieces }) => pieces.length === 0 ? <p class="muted">{t('offeredNone')}</p> : (
            <div class="stack gap-m">
              {pieces.filter(({ text }) => text).map(({ id, text, offered_in, pseudonym, readers }) => (
                <figure class="quote" key={id}><p class="words brief">{text}</p><figcaption class="small muted">{pseudonym}, {monthOnly(offered_in)}<br /><ReadBy names={readers} /></figcaption></figure>
              ))}
              <p><a class="btn" href={`/programmes/${programme.id}/learning`}>{t('offeredAll')}</a></p>
            </div>
          )}
        </Loaded>
      </Section>
    </Hello>
  );
}
