import { call } from '../../api/call';
import type { Seat } from '../../api/types';
import { me } from '../../me/store';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { t } from './firstWords';

/** A place that is opened for the first time: its programme sees that somebody has come in. Then home is shown instead. */
export default function First({ seat }: { seat: Seat }) {
  const load = useLoad(async (signal) => {
    const { data } = await call('post', '/api/v1/me/participants/{participant_id}/open', { path: { participant_id: seat.id }, signal });
    me.value = data;
    return data;
  }, [seat.id]);
  if (load.problem?.code === 'second_step_first') return <Closed seat={seat} />;
  return <Loaded from={load}>{() => null}</Loaded>;
}

function Closed({ seat }: { seat: Seat }) {
  return (
    <Page title={t('title')} lead={t('lead', { programme: seat.programme_name })} narrow>
      <div class="stack">
        <p>{t('why')}</p>
        <p>{t('how')}</p>
        <p><a class="btn" href="/account/second-step">{t('setUp')}</a></p>
        <p>{t('passkey')}</p>
        <p class="muted">{t('unexpected')}</p>
      </div>
    </Page>
  );
}
