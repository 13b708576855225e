import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Declaration, Organisation, Participant, Programme } from '../../api/types';
import { callName, roleWord } from '../../me/labels';
import { isMe, standIn } from '../../me/store';
import { useProgramme } from '../../shared/useProgramme';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Facts, Section } from '../../ui/Small';
import { ReadBy, useGathered } from '../../shared/ReadBy';
import { Who } from '../../ui/Who';
import { GiveLink } from './GiveLink';
import { t } from './words';

interface Known {
  person: Participant;
  organisation: Organisation | null;
  ties: Declaration[];
}

async function readPerson(id: string, signal: AbortSignal): Promise<Known> {
  const [{ data: person }, ties] = await Promise.all([
    call('get', '/api/v1/participants/{participant_id}', { path: { participant_id: id }, signal }),
    call('get', '/api/v1/declarations', { query: { participant_id: id }, signal }),
  ]);
  const known: Participant = person;
  const organisation = known.organisation_id ? (await call('get', '/api/v1/organisations/{organisation_id}', { path: { organisation_id: known.organisation_id }, signal })).data : null;
  return { person: known, organisation, ties: ties.data.items };
}

export default function Person() {
  const { personId = '' } = useRoute().params;
  const load = useLoad((signal) => readPerson(personId, signal), [personId]);
  return <Loaded from={load}>{(known) => <InProgramme known={known} changed={(person) => load.set({ ...known, person })} />}</Loaded>;
}

type Inside = { known: Known; changed: (person: Participant) => void };

function InProgramme({ known, changed }: Inside) {
  const { person } = known;
  useEffect(() => standIn(person.programme_id), [person.programme_id]);
  return <Loaded from={useProgramme(person.programme_id)}>{(programme) => <Shown known={known} programme={programme} changed={changed} />}</Loaded>;
}

function backOf(me: boolean, programme: Programme): { href: string; to: string } | undefined {
  if (me) return { href: '/account', to: t('toAccount') };
  const at = `/programmes/${programme.id}`;
  if (may(programme, 'participant:add')) return { href: `${at}/people`, to: t('toPeople') };
  return may(programme, 'coordinator:appoint') ? { href: at, to: programme.name } : undefined;
}

function Shown({ known, programme, changed }: Inside & { programme: Programme }) {
  const { person, ties } = known;
  const me = isMe(person.id);
  const role = roleWord(person.role, programme, person.lived_experience);
  return (
    <Page title={person.display_name} lead={me ? t('yoursLead', { programme: programme.name, role: role.toLowerCase() }) : t('lead', { programme: programme.name, role })} back={backOf(me, programme)} narrow>
      <div class="stack gap-l">
        <About known={known} me={me} />
        {me && may(person, 'declaration:add') && <p>{t('tiesYours')} <a href={`/people/${person.id}/ties`}>{t('tiesOpen')}</a></p>}
        {!me && ties.length > 0 && <Ties ties={ties} />}
        {may(person, 'participant:link') && person.joined !== true && <GiveLink person={person} />}
        {!me && may(person, 'participant:change') && <p><a href={`/people/${person.id}/said-for`}>{t('saidFor')}</a></p>}
        {!me && may(person, 'participant:end') && <End person={person} changed={changed} />}
      </div>
    </Page>
  );
}

function About({ known: { person, organisation }, me }: { known: Known; me: boolean }) {
  const name = callName(person.display_name);
  const rows = ([
    ['email', t('emailAddress'), person.email],
    ['phone', t('phoneNumber'), person.phone],
    ['contact_by', t(me ? 'contactByYou' : 'contactBy'), person.contact_by && t(person.contact_by)],
    ['access_needs', t(me ? 'helpsYou' : 'helps'), person.access_needs],
    ['topics', t(me ? 'topicsYou' : 'topics'), person.topics],
    ['capacity', t(me ? 'capacityYou' : 'capacity'), person.capacity],
    ['organisation_id', t('organisation'), person.organisation_id && organisation?.name],
    ['job_title', t('jobTitle'), person.job_title],
  ] as const).filter(([field]) => person[field] !== undefined);
  const { line, own } = useGathered(person.readers, rows.map(([field]) => field));
  return (
    <Section id="about" title={me ? t('aboutYou') : t('about', { name })}>
      <div class="stack">
        {line}
        <Facts rows={rows.map(([field, label, value]) => [label, <>{(value ?? '') === '' ? <span class="muted">{t('unsaid')}</span> : <span class="words">{value}</span>}{own(field) && <><br /><span class="small muted"><ReadBy names={own(field)} of={label} /></span></>}</>] as const)} />
        {may(person, 'participant:change') && <p><a class="btn quiet" href={`/people/${person.id}/change`}>{t(me ? 'changeYours' : 'change')}</a></p>}
      </div>
    </Section>
  );
}

/** Only safeguarding leads are given any. */
function Ties({ ties }: { ties: Declaration[] }) {
  return (
    <Section id="ties" title={t('ties')}>
      <div class="stack">
        {ties.map(({ id, text, readers }) => (
          <div class="note me" key={id}><Who kind="me" names={<ReadBy names={readers} />} />{text ? <p class="words">{text}</p> : <p class="muted">{t('tiesErased')}</p>}</div>
        ))}
      </div>
    </Section>
  );
}

function End({ person, changed }: { person: Participant; changed: Inside['changed'] }) {
  const [sure, setSure] = useState(false);
  const name = callName(person.display_name);
  const end = async () => {
    const { data } = await call('post', '/api/v1/participants/{participant_id}/end', { path: { participant_id: person.id } });
    changed(data);
    tellDone(t('ended', { name }), { stay: true });
  };
  return (
    <p>
      <button type="button" class="btn risk" onClick={() => setSure(true)}>{t('end')}</button>
      {sure && <Confirm title={t('endTitle', { name })} yes={t('endYes')} no={t('endNo')} risk onYes={end} onClose={() => setSure(false)}><p>{t('endWords')}</p></Confirm>}
    </p>
  );
}
