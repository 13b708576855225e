import { signal } from '@preact/signals';
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Participant, Programme, Role } from '../../api/types';
import { roleWord } from '../../me/labels';
import { useReaders } from '../../shared/readByNow';
import { useProgramme } from '../../shared/useProgramme';
import { FormBox, Send, useForm } from '../../ui/form';
import { SelectField, TextField } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty, Tag } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { ReadBy } from '../../shared/ReadBy';
import { Who } from '../../ui/Who';
import { t } from './words';

const ROLES: Role[] = ['coach', 'leader', 'learning_partner', 'coordinator'];

type Filters = {
  q: string;
  role: Role | '';
  state: 'active' | 'notYet' | 'ended' | '';
};
/** Who takes part and has not come in yet needs a link: their list is what a coordinator goes by, to hand them out. */
const STANDING = { '': {}, active: { state: 'active' }, notYet: { state: 'active', joined: false }, ended: { state: 'ended' } } as const;
const EVERYONE: Filters = { q: '', role: '', state: 'active' };

/** What was looked for stays while one goes to a person and back. It is not put into the address: names are nobody else’s. */
const wanted = signal<{ programme: string; filters: Filters }>({ programme: '', filters: EVERYONE });

const choose = (programme: string, filters: Filters): void => {
  wanted.value = { programme, filters };
};

export default function People() {
  const { params: { programmeId = '' }, query: { show } } = useRoute();
  // Who comes to give out links finds those who need one, whatever was looked for before.
  useState(() => show === 'notYet' && choose(programmeId, { ...EVERYONE, state: show }));
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <Everyone programme={programme} />}</Loaded>;
}

function Everyone({ programme }: { programme: Programme }) {
  const filters = wanted.value.programme === programme.id ? wanted.value.filters : EVERYONE;
  const list = useList(async (cursor, stop) => {
    const { q, role, state } = filters;
    const query = { programme_id: programme.id, q, role: role || undefined, ...STANDING[state], limit: 20, cursor };
    return (await call('get', '/api/v1/participants', { query, signal: stop })).data;
  }, [programme.id, filters.q, filters.role, filters.state]);
  const readers = useReaders(programme);
  const at = `/programmes/${programme.id}/people`;
  const actions = may(programme, 'participant:add') && (
    <>
      <a class="btn" href={`${at}/new`}><Icon name="plus" /> {t('add')}</a>
      {may(programme, 'import:make') && <a class="btn quiet" href={`${at}/import`}>{t('bring')}</a>}
    </>
  );
  return (
    <Page title={t('people')} lead={t('peopleLead', { programme: programme.name })} actions={actions || undefined}>
      <div class="stack gap-m">
        <FilterForm programme={programme} filters={filters} />
        <Loaded from={list} part>
          {({ items, next }) => (
            <div class="stack">
              <div class="row far">
                <p role="status"><strong>{t(next ? 'shownMore' : 'shown', { n: items.length })}</strong></p>
                <Who kind="plain" names={t('sensitive')}>{t('sensitiveWhy')}</Who>
              </div>
              <p class="small muted"><ReadBy names={readers.job_title} /></p>
              {items.length ? <PeopleTable people={items} programme={programme} /> : <Nobody programme={programme} filtered={filters !== EVERYONE} />}
            </div>
          )}
        </Loaded>
        <More list={list} />
      </div>
    </Page>
  );
}

function FilterForm({ programme, filters }: { programme: Programme; filters: Filters }) {
  const form = useForm({
    start: filters,
    send: async (chosen) => choose(programme.id, { ...chosen, q: chosen.q.trim() }),
  });
  const roles = [{ value: '', label: t('allRoles') }, ...ROLES.map((role) => ({ value: role, label: roleWord(role, programme) }))];
  const states = [{ value: 'active', label: t('stateActive') }, { value: 'notYet', label: t('notYet') }, { value: 'ended', label: t('stateEnded') }, { value: '', label: t('stateAny') }];
  return (
    <search aria-label={t('search')}>
      <FormBox form={form} class="filters">
        <TextField form={form} name="q" label={t('nameOrEmail')} type="search" autoComplete="off" />
        <SelectField form={form} name="role" label={t('role')} choices={roles} />
        <SelectField form={form} name="state" label={t('state')} choices={states} />
        <div><Send form={form} look="btn quiet"><Icon name="search" /> {t('show')}</Send></div>
      </FormBox>
    </search>
  );
}

function Nobody({ programme, filtered }: { programme: Programme; filtered: boolean }) {
  if (!filtered) return <Empty href={may(programme, 'import:make') ? `/programmes/${programme.id}/people/import` : undefined} step={t('bring')}>{t('none')}</Empty>;
  const all = () => choose(programme.id, { ...EVERYONE, state: '' });
  return <div class="card flat stack"><p>{t('noneFound')}</p><button type="button" class="link-btn" onClick={all}>{t('showAll')}</button></div>;
}

function Standing({ person }: { person: Participant }) {
  if (person.state === 'ended') return <Tag>{t('left')}</Tag>;
  return person.joined === false && may(person, 'participant:link') ? <Tag tone="warn">{t('notYet')}</Tag> : <>{t('takingPart')}</>;
}

function reachWords({ contact_by, email, phone }: Participant): string {
  const by = contact_by ? t(contact_by) : '';
  const at = contact_by === 'email' ? email : phone;
  return [by, at].filter(Boolean).join(', ') || (email ?? phone ?? t('noWay'));
}

function PeopleTable({ people, programme }: { people: Participant[]; programme: Programme }) {
  return (
    <Table
      caption={t('people')}
      rows={people}
      keyOf={({ id }) => id}
      columns={[
        { head: t('name'), cell: (person) => <a href={`/people/${person.id}`}><bdi>{person.display_name}</bdi></a> },
        { head: t('role'), bare: true, cell: (person) => <>{roleWord(person.role, programme, person.lived_experience)}{person.job_title && <><br /><span class="muted small">{person.job_title}</span></>}</> },
        { head: t('standing'), bare: true, cell: (person) => <Standing person={person} /> },
        { head: t('reach'), cell: reachWords },
      ]}
    />
  );
}
