import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Organisation } from '../../api/types';
import { dateOnly } from '../../i18n/dates';
import { me } from '../../me/store';
import { FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { AddOrganisation } from './AddOrganisation';
import { BringOrganisations } from './BringOrganisations';
import { t } from './words';

export default function Organisations() {
  const [q, setQ] = useState('');
  const list = useList(async (cursor, signal) => (await call('get', '/api/v1/organisations', { query: { q, limit: 20, cursor }, signal })).data, [q]);
  const again = () => void list.reload();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div class="stack gap-l">
        <div class="stack gap-m">
          <Find find={setQ} />
          <Loaded from={list} part>{({ items }) => (items.length ? <Found organisations={items} /> : <Empty>{t(q ? 'noneFound' : 'none')}</Empty>)}</Loaded>
          <More list={list} />
        </div>
        {may(me.value, 'organisation:import') && <BringOrganisations done={again} />}
        {may(me.value, 'organisation:add') && <AddOrganisation done={again} />}
      </div>
    </Page>
  );
}

function Find({ find }: { find: (q: string) => void }) {
  const form = useForm({ start: { q: '' }, send: async ({ q }) => find(q.trim()) });
  return (
    <search aria-label={t('search')}>
      <FormBox form={form} class="filters">
        <TextField form={form} name="q" label={t('find')} type="search" autoComplete="off" />
        <div><Send form={form} look="btn quiet"><Icon name="search" /> {t('show')}</Send></div>
      </FormBox>
    </search>
  );
}

function sinceWords({ opened_on, closed_on }: Organisation): string {
  if (closed_on) return t('closed', { day: dateOnly(closed_on) });
  return opened_on ? t('open', { day: dateOnly(opened_on) }) : t('noDates');
}

function Found({ organisations }: { organisations: Organisation[] }) {
  return (
    <Table
      caption={t('title')}
      rows={organisations}
      keyOf={({ id }) => id}
      columns={[
        { head: t('name'), cell: ({ name }) => name },
        { head: t('code'), cell: ({ ods_code }) => ods_code },
        { head: t('stands'), bare: true, cell: sinceWords },
      ]}
    />
  );
}
