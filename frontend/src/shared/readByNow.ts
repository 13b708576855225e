import { call } from '../api/call';
import type { Programme } from '../api/types';
import { useLoad } from '../ui/Loaded';

/** Who would read what is written in a programme, as it is now: its team may have changed since the page was opened. */
export function useReaders({ id, readers }: Programme): Programme['readers'] {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/programmes/{programme_id}', { path: { programme_id: id }, signal })).data.readers, [id]);
  return load.data ?? readers;
}
