import { call } from '../api/call';
import { useLoad } from '../ui/Loaded';
import { ReadBy } from './ReadBy';

export interface Asked {
  names?: readonly string[] | null | undefined;
  /** A session of a list, which does not say who can see where it is. */
  session?: string;
}

/** Who can see something, for pages that do not wait for it. */
export default function ReadByLater({ names, session }: Asked) {
  const load = useLoad(async (signal) => (session ? (await call('get', '/api/v1/sessions/{session_id}', { path: { session_id: session }, signal })).data.readers : null), [session]);
  const told = names ?? load.data;
  return told ? <p class="small muted"><ReadBy names={told} /></p> : null;
}
