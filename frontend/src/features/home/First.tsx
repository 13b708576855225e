import { call } from '../../api/call';
import type { Seat } from '../../api/types';
import { me } from '../../me/store';
import { Loaded, useLoad } from '../../ui/Loaded';

/** A place that is opened for the first time: its programme sees that somebody has come in. Then home is shown instead. */
export default function First({ seat }: { seat: Seat }) {
  const load = useLoad(async (signal) => {
    const { data } = await call('post', '/api/v1/me/participants/{participant_id}/open', { path: { participant_id: seat.id }, signal });
    me.value = data;
    return data;
  }, [seat.id]);
  return <Loaded from={load}>{() => null}</Loaded>;
}
