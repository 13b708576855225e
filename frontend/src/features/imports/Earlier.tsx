import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { EarlierImport, Programme } from '../../api/types';
import { dateOnly } from '../../i18n/dates';
import { wallTime } from '../../i18n/zones';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Section } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { t } from './words';

/** Lists that were brought in before, and undoing one as a whole. */
export function Earlier({ programme }: { programme: Programme }) {
  const list = useList(async (cursor, signal) => (await call('get', '/api/v1/imports', { query: { programme_id: programme.id, limit: 10, cursor }, signal })).data as { items: EarlierImport[]; next: string | null }, [programme.id]);
  const [sure, setSure] = useState<EarlierImport | null>(null);
  const undo = async (one: EarlierImport) => {
    await call('post', '/api/v1/imports/{import_id}/undo', { path: { import_id: one.id } });
    await list.reload();
    tellDone(t('undone'), { stay: true });
  };
  return (
    <Section id="earlier" title={t('earlier')}>
      <div class="stack">
        <Loaded from={list} part>
          {({ items }) => (items.length ? <Lists lists={items} zone={programme.time_zone} ask={setSure} /> : <p class="muted">{t('earlierNone')}</p>)}
        </Loaded>
        <More list={list} />
      </div>
      {sure && <Confirm title={t('undoTitle', { name: sure.file_name || t('unnamed') })} yes={t('undoYes')} no={t('undoNo')} risk onYes={() => undo(sure)} onClose={() => setSure(null)}><p>{t('undoWords')}</p></Confirm>}
    </Section>
  );
}

function Lists({ lists, zone, ask }: { lists: EarlierImport[]; zone: string; ask: (one: EarlierImport) => void }) {
  const dayOf = (at: string) => dateOnly(wallTime(new Date(at), zone).date);
  const undo = (one: EarlierImport) => {
    if (one.undone_at) return <span class="muted">{t('wasUndone', { day: dayOf(one.undone_at) })}</span>;
    return may(one, 'import:undo') ? <button type="button" class="btn quiet s" onClick={() => ask(one)}>{t('undo')}</button> : <span class="muted">{t('tooLate')}</span>;
  };
  return (
    <Table
      caption={t('earlier')}
      rows={lists}
      keyOf={({ id }) => id}
      columns={[
        { head: t('list'), cell: ({ file_name }) => file_name || t('unnamed') },
        { head: t('savedOn'), cell: ({ created_at }) => dayOf(created_at) },
        { head: t('people'), cell: ({ created, updated }) => t('counts', { created, updated }) },
        { head: t('undoHead'), bare: true, cell: undo },
      ]}
    />
  );
}
