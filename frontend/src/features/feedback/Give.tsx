import { useLocation, useRoute } from 'preact-iso';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Audience, Feedback, Readers, Session } from '../../api/types';
import { day } from '../../i18n/dates';
import { callName } from '../../me/labels';
import { isMe, sides } from '../../me/store';
import { DEGREES, degreeWords, QUESTIONS, questionWords } from '../../shared/Answers';
import { tellDone } from '../../ui/arrivals';
import { type Form, FormBox, Send, useForm } from '../../ui/form';
import { RadioField, TextArea } from '../../ui/fields';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { listed, withReaders } from '../../shared/ReadBy';
import { Who } from '../../ui/Who';
import { t } from './giveWords';

const AUDIENCES: Audience[] = ['pairing', 'team', 'learning_partners'];

interface Asked {
  session: Session;
  readers: Readers;
  given: Feedback[];
}

async function read(session_id: string, signal: AbortSignal): Promise<Asked> {
  const path = { session_id };
  const [session, readers, given] = await Promise.all([
    call('get', '/api/v1/sessions/{session_id}', { path, signal }),
    call('get', '/api/v1/sessions/{session_id}/readers', { path, signal }),
    call('get', '/api/v1/feedback', { query: { session_id, limit: 100 }, signal }),
  ]);
  return { session: session.data, readers: readers.data, given: given.data.items };
}

export default function Give() {
  const { sessionId = '' } = useRoute().params;
  return <Loaded from={useLoad((signal) => read(sessionId, signal), [sessionId])}>{(asked) => <GivePage {...asked} />}</Loaded>;
}

function GivePage(asked: Asked) {
  const { session, given } = asked;
  const name = callName(sides(session).other.display_name);
  const told = new Set(given.filter(({ author }) => isMe(author.id)).map(({ audience }) => audience));
  const open = AUDIENCES.filter((audience) => !told.has(audience));
  const back = { href: `/sessions/${session.id}`, to: t('toSession') };
  const lead = t('lead', { name, day: day(new Date(session.starts_at), session.time_zone) });
  if (!may(session, 'feedback:give')) return <Page title={t('title')} lead={lead} back={back} narrow><Empty>{t('notHeld')}</Empty></Page>;
  return (
    <Page title={t('title')} lead={lead} back={back} narrow>
      {open.length ? <GiveForm {...asked} name={name} open={open} /> : <Empty>{t('allGiven')}</Empty>}
    </Page>
  );
}

type Said = { audience: Audience | ''; text: string } & Record<(typeof QUESTIONS)[number], string>;

const START: Said = { audience: '', text: '', listened: '', mattered: '', suited: '', useful: '' };

const whoWords = (audience: Audience, name: string): string => (audience === 'pairing' ? name : t(audience).replace(/^T/, 't'));

/** Who exactly would read it, by name, before a word is written. */
function readsWords(audience: Audience, readers: Readers, partner: string): string {
  const names = listed(readers[audience]);
  if (!names) return t('noReaders');
  if (audience === 'pairing') return t('pairingReads', { names });
  const one = readers[audience].length === 1;
  if (audience === 'team') return t(one ? 'teamReadsOne' : 'teamReads', { names, partner });
  return t(one ? 'learningReadsOne' : 'learningReads', { names });
}

function GiveForm({ session, readers, name, open }: Asked & { name: string; open: Audience[] }) {
  const { route } = useLocation();
  const form = useForm<Said, unknown>({
    start: { ...START, audience: open.length === 1 ? (open[0] ?? '') : '' },
    check: (v) => ({
      audience: v.audience ? '' : t('chooseWho'),
      text: v.text.trim() || QUESTIONS.some((question) => v[question]) ? '' : t('sayThing'),
    }),
    send: ({ audience, text, ...answers }, key) => {
      const numbers = Object.fromEntries(QUESTIONS.map((question) => [question, answers[question] ? Number(answers[question]) : null]));
      return call('post', '/api/v1/feedback', { body: { session_id: session.id, audience: audience as Audience, answers: numbers, text: text.trim() }, key });
    },
    done: (_, { audience }) => {
      const who = whoWords(audience as Audience, name);
      tellDone(t('sent', { who: who.charAt(0).toUpperCase() + who.slice(1) }));
      route(`/sessions/${session.id}`);
    },
  });
  const { audience } = form.values;
  const choices = open.map((value) => ({ value, label: value === 'pairing' ? name : t(value), hint: readsWords(value, readers, name) }));
  return (
    <FormBox form={form} class="stack gap-l">
      <RadioField form={form} name="audience" label={t('who')} hint={t('whoHint')} big choices={choices} />
      <Questions form={form} />
      <TextArea form={form} name="text" label={t('text')} hint={audience ? withReaders(t('textHint'), readers[audience]) : `${t('textHint')} ${t('whoeverChosen')}`} big />
      <div class="stack">
        {audience && <Who kind={audience === 'pairing' ? 'us' : audience === 'team' ? 'team' : 'learn'} names={readsWords(audience, readers, name)} />}
        {audience && <p class="muted">{t('still')}</p>}
        <div class="bar"><Send form={form}>{audience ? t('send', { who: whoWords(audience, name) }) : t('sendPlain')}</Send></div>
      </div>
    </FormBox>
  );
}

function Questions({ form }: { form: Form<Said> }) {
  const degrees = [...DEGREES.map((degree) => ({ value: String(degree), label: degreeWords(degree) })), { value: '', label: t('skip') }];
  return (
    <section class="stack gap-m" aria-labelledby="questions">
      <div><h2 id="questions">{t('questions')}</h2><p class="hint">{t('questionsHint')}</p></div>
      {QUESTIONS.map((question) => <RadioField key={question} form={form} name={question} label={questionWords(question)} as="pills" choices={degrees} />)}
    </section>
  );
}
