import { useEffect } from 'preact/hooks';
import { call } from '../api/call';
import type { Programme } from '../api/types';
import { keepProgramme, programmeOf, standIn } from '../me/store';
import { type Load, useLoad } from '../ui/Loaded';

/** The programme that a page is about. Opening the page means standing in it. */
export function useProgramme(id: string): Load<Programme> {
  useEffect(() => standIn(id), [id]);
  return useLoad(async (signal) => {
    const known = programmeOf(id);
    if (known) return known;
    const { data } = await call('get', '/api/v1/programmes/{programme_id}', { path: { programme_id: id }, signal });
    keepProgramme(data);
    return data;
  }, [id]);
}
