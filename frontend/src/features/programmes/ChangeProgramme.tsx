import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Participant, Programme } from '../../api/types';
import { keepProgramme } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { type Form, FormBox, Send, useForm } from '../../ui/form';
import { TextField } from '../../ui/fields';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { ReadBy } from '../../shared/ReadBy';
import { Say } from '../../ui/Say';
import { BasicFields, type Basics, checkBasics } from './BasicFields';
import { t } from './words';

type Whole = Basics & { coach: string; leader: string; learning_partner: string; coordinator: string; leads: string[] };

const LABELS = ['coach', 'leader', 'learning_partner', 'coordinator'] as const;

interface Read {
  programme: Programme;
  etag: string | null;
}

async function readProgramme(programme_id: string, signal?: AbortSignal): Promise<Read> {
  const { data, etag } = await call('get', '/api/v1/programmes/{programme_id}', { path: { programme_id }, signal });
  return { programme: data, etag };
}

async function readBoth(programme_id: string, signal: AbortSignal): Promise<Read & { people: Participant[] }> {
  const [found, coordinators] = await Promise.all([
    readProgramme(programme_id, signal),
    call('get', '/api/v1/participants', { query: { programme_id, role: 'coordinator', state: 'active', in_short: true, limit: 100 }, signal }),
  ]);
  return { ...found, people: coordinators.data.items };
}

export default function ChangeProgramme() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useLoad((signal) => readBoth(programmeId, signal), [programmeId])}>{({ people, ...found }) => <ChangeForm found={found} people={people} />}</Loaded>;
}

function wholeOf({ name, aims, starts_on, ends_on, time_zone, labels, safeguarding_leads }: Programme): Whole {
  const words = Object.fromEntries(LABELS.map((role) => [role, labels[role] ?? ''])) as Pick<Whole, (typeof LABELS)[number]>;
  return { name, aims, starts_on: starts_on ?? '', ends_on: ends_on ?? '', time_zone, ...words, leads: safeguarding_leads };
}

/** As a merge patch: only what was changed. */
function changesOf(before: Whole, now: Whole): Record<string, unknown> {
  const plain = (['name', 'aims', 'starts_on', 'ends_on', 'time_zone'] as const).filter((name) => now[name] !== before[name]).map((name) => [name, now[name].trim() || null]);
  const labels = LABELS.filter((role) => now[role] !== before[role]).map((role) => [role, now[role].trim() || null]);
  const leads = now.leads.toSorted().join() !== before.leads.toSorted().join() ? { safeguarding_leads: now.leads } : {};
  return { ...Object.fromEntries(plain), ...(labels.length ? { labels: Object.fromEntries(LABELS.map((role) => [role, now[role].trim() || null])) } : {}), ...leads };
}

const merged = (before: Whole, typed: Whole, latest: Whole): Whole =>
  Object.fromEntries(Object.keys(before).map((name) => {
    const key = name as keyof Whole;
    return [key, String(typed[key]) === String(before[key]) ? latest[key] : typed[key]];
  })) as Whole;

function ChangeForm({ found, people }: { found: Read; people: Participant[] }) {
  const { route } = useLocation();
  const [base, setBase] = useState(found);
  const [met, setMet] = useState(false);
  const { programme } = base;
  const takeLatest = async () => {
    const latest = await readProgramme(programme.id);
    form.reset(merged(wholeOf(programme), form.values, wholeOf(latest.programme)));
    setBase(latest);
    setMet(true);
  };
  const form = useForm<Whole, { data: Programme }>({
    start: wholeOf(programme),
    check: checkBasics,
    send: (v) => call('patch', '/api/v1/programmes/{programme_id}', { path: { programme_id: programme.id }, body: changesOf(wholeOf(programme), v), etag: base.etag }),
    done: ({ data }) => {
      keepProgramme(data);
      tellDone(t('changed'));
      route(`/programmes/${programme.id}`);
    },
    onProblem: ({ status }) => {
      if (status === 412) void takeLatest();
      return status === 412;
    },
  });
  return (
    <Page title={t('changeTitle', { name: programme.name })} back={{ href: `/programmes/${programme.id}`, to: t('to', { name: programme.name }) }} narrow>
      <FormBox form={form}>
        {met && <Say kind="warn" now>{t('changedMeanwhile')}</Say>}
        <BasicFields form={form as unknown as Form<Basics>} readers={programme.readers} />
        <fieldset class="field big">
          <legend>{t('labels')}</legend>
          <div class="stack">
            <p class="hint" id="labels-who">{t('labelsHint')} <ReadBy names={programme.readers.labels} all /></p>
            <div class="pairs">{LABELS.map((role) => <TextField key={role} form={form} name={role} label={t(role)} readers="labels-who" autoComplete="off" />)}</div>
          </div>
        </fieldset>
        <Leads form={form} people={people} />
        <div class="bar"><Send form={form}>{t('save')}</Send></div>
      </FormBox>
    </Page>
  );
}

function Leads({ form, people }: { form: Form<Whole>; people: Participant[] }) {
  const { leads } = form.values;
  const turn = (id: string, on: boolean) => form.set('leads', on ? [...leads, id] : leads.filter((one) => one !== id));
  return (
    <fieldset class="field big">
      <legend>{t('leads')}</legend>
      <p class="hint">{t('leadsHint')}</p>
      {people.map(({ id, display_name }) => (
        <label class="tickbox" key={id}>
          <input type="checkbox" checked={leads.includes(id)} onChange={(event) => turn(id, event.currentTarget.checked)} />
          <span><bdi>{display_name}</bdi></span>
        </label>
      ))}
    </fieldset>
  );
}
