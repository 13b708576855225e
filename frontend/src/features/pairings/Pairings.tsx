import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Pairing, Programme } from '../../api/types';
import { dateOnly } from '../../i18n/dates';
import { wallTime } from '../../i18n/zones';
import { useProgramme } from '../../shared/useProgramme';
import { boxId, FormBox, Send, useForm } from '../../ui/form';
import { SelectField } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { pairNames, Stands } from './stands';
import { t } from './words';

type State = Pairing['state'] | '';
const STATES: Pairing['state'][] = ['proposed', 'active', 'paused', 'ended', 'declined'];

export default function Pairings() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <All programme={programme} />}</Loaded>;
}

function All({ programme }: { programme: Programme }) {
  const [state, setState] = useState<State>('');
  const list = useList(async (cursor, signal) => {
    const query = { programme_id: programme.id, state: state || undefined, cursor };
    return (await call('get', '/api/v1/pairings', { query, signal })).data;
  }, [programme.id, state]);
  const propose = may(programme, 'pairing:propose') ? `/programmes/${programme.id}/pairings/new` : undefined;
  return (
    <Page title={t('all')} lead={t('allLead', { programme: programme.name })} actions={propose && <a class="btn" href={propose}><Icon name="plus" /> {t('propose')}</a>}>
      <div class="stack gap-m">
        <Filter choose={setState} />
        <Loaded from={list} part>
          {({ items }) => (items.length ? <PairingTable pairings={items} programme={programme} /> : <Empty href={state ? undefined : propose} step={t('propose')}>{t(state ? 'noneLike' : 'none')}</Empty>)}
        </Loaded>
        <More list={list} />
      </div>
    </Page>
  );
}

function Filter({ choose }: { choose: (state: State) => void }) {
  const form = useForm({ start: { state: '' as State }, send: async (v) => choose(v.state) });
  return (
    <search aria-labelledby={boxId(form, 'state')}>
      <FormBox form={form} class="filters">
        <SelectField form={form} name="state" label={t('filter')} choices={[{ value: '', label: t('any') }, ...STATES.map((value) => ({ value, label: t(value) }))]} />
        <div><Send form={form} look="btn quiet">{t('showing')}</Send></div>
      </FormBox>
    </search>
  );
}

function PairingTable({ pairings, programme }: { pairings: Pairing[]; programme: Programme }) {
  const since = ({ started_at, created_at }: Pairing) => dateOnly(wallTime(new Date(started_at ?? created_at), programme.time_zone).date);
  return (
    <Table
      caption={t('all')}
      rows={pairings}
      keyOf={({ id }) => id}
      columns={[
        { head: t('pair'), cell: (pairing) => <a href={`/pairings/${pairing.id}`}>{pairNames(pairing)}</a> },
        { head: t('stands'), bare: true, cell: (pairing) => <Stands pairing={pairing} /> },
        { head: t('since'), cell: since },
      ]}
    />
  );
}
