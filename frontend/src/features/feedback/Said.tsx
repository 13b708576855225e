import { call } from '../../api/call';
import type { Session } from '../../api/types';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Piece } from './Piece';

/** What has been said about one session, as far as it is yours to read. */
export function Said({ session }: { session: Session }) {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/feedback', { query: { session_id: session.id, limit: 100 }, signal })).data.items, [session.id, session.state]);
  return (
    <Loaded from={load} part>
      {(pieces) => <>{pieces.map((piece) => <Piece key={piece.id} piece={piece} gone={() => load.set(pieces.filter(({ id }) => id !== piece.id))} />)}</>}
    </Loaded>
  );
}
