import { call } from '../../api/call';
import type { Note, Session } from '../../api/types';
import type { Load } from '../../ui/Loaded';

export interface Read {
  note: Note;
  etag: string | null;
}

export interface Props {
  kind: 'private-note' | 'shared-note';
  session: Session;
  name: string;
}

export const read = async (kind: Props['kind'], session_id: string, signal?: AbortSignal): Promise<Read> => {
  const { data, etag } = await call('get', `/api/v1/sessions/{session_id}/${kind}`, { path: { session_id }, signal });
  return { note: data, etag };
};

export type InsideProps = Props & { found: Read; load: Load<Read> };
