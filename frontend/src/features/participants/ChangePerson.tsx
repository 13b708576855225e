import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Organisation, Participant, Programme } from '../../api/types';
import { callName } from '../../me/labels';
import { isMe } from '../../me/store';
import { useTold } from '../../shared/OnBehalf';
import { useProgramme } from '../../shared/useProgramme';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { changesOf, checkEntry, type Entry, entryOf, merged } from './entry';
import { OfficeFields, OwnFields } from './EntryFields';
import { t } from './words';

interface Read {
  person: Participant;
  etag: string | null;
  organisation: Organisation | null;
}

async function read(id: string, signal?: AbortSignal): Promise<Read> {
  const { data, etag } = await call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: id }, signal });
  const person: Participant = data;
  const organisation = person.organisation_id ? (await call('get', '/api/v1/organisations/{organisation_id}', { path: { organisation_id: person.organisation_id }, signal })).data : null;
  return { person, etag, organisation };
}

export default function ChangePerson() {
  const { personId = '' } = useRoute().params;
  return <Loaded from={useLoad((signal) => read(personId, signal), [personId])}>{(found) => <InProgramme found={found} />}</Loaded>;
}

function InProgramme({ found }: { found: Read }) {
  return <Loaded from={useProgramme(found.person.programme_id)}>{(programme) => <ChangeForm found={found} programme={programme} />}</Loaded>;
}

function ChangeForm({ found, programme }: { found: Read; programme: Programme }) {
  const { route } = useLocation();
  const [base, setBase] = useState(found);
  const [met, setMet] = useState(false);
  const { person } = base;
  const me = isMe(person.id);
  const office = may(programme, 'participant:add');
  const told = useTold([person], office && !me);

  const takeLatest = async () => {
    const latest = await read(person.id);
    form.reset(merged(entryOf(base.person), form.values, entryOf(latest.person)));
    setBase(latest);
    setMet(true);
  };
  const form = useForm<Entry, unknown>({
    start: entryOf(person),
    check: (v) => ({ ...checkEntry(v), given_name: office && !v.given_name.trim() ? t('needGiven') : '', display_name: v.display_name.trim() ? '' : t('needDisplay') }),
    send: (v) => call('patch', '/api/v1/participants/{participant_id}', { path: { participant_id: person.id }, body: { ...changesOf(entryOf(person), v), ...told.body } as object, etag: base.etag }),
    done: () => {
      tellDone(t('saved'));
      route(`/people/${person.id}`);
    },
    onProblem: ({ status }) => {
      if (status === 412) void takeLatest();
      return status === 412;
    },
  });
  const name = callName(person.display_name);
  return (
    <Page title={me ? t('changeTitleYou') : t('changeTitle', { name })} back={{ href: `/people/${person.id}`, to: t('toPerson', { name: person.display_name }) }} narrow>
      <FormBox form={form}>
        {met && <Say kind="warn" now>{t('changedMeanwhile')}</Say>}
        {office && <OfficeFields form={form} organisation={base.organisation} emailHint={t(person.joined ? 'emailHint' : 'emailHintFirst')} readers={person.readers} />}
        <OwnFields form={form} me={me} readers={person.readers} />
        {told.field}
        <div class="bar"><Send form={form}>{t('save')}</Send></div>
      </FormBox>
    </Page>
  );
}
