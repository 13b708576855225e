import { call } from '../../api/call';
import type { RosterReport } from '../../api/types';

const CSV = 'text/csv';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a column of the file is to be read as: their header, our field. */
export type Mapping = ReadonlyMap<string, string>;

/** Devices disagree on what a .csv is, so its name decides. */
const typeOf = ({ name }: File): string => (/\.xlsx$/i.test(name) ? WORKBOOK : CSV);

/** Send a roster: a dry run stores nothing. */
export async function upload(programmeId: string, file: File, mapping: Mapping, dryRun: boolean, key?: string): Promise<RosterReport> {
  const map = [...mapping].map(([theirs, ours]) => `${ours}:${theirs}`);
  const { data } = await call('post', '/api/v1/programmes/{programme_id}/imports', {
    path: { programme_id: programmeId },
    query: { dry_run: dryRun, map, file_name: file.name.slice(0, 200) },
    body: new Blob([file], { type: typeOf(file) }) as never,
    key,
  });
  return data;
}

/** How many rows are good and would change something. */
export const ready = ({ created, updated }: RosterReport): number => created + updated;

/** How many rows need mending; each may have several faults. */
export const toMend = ({ failed }: RosterReport): number => failed;
