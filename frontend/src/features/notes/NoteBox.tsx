import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Note } from '../../api/types';
import { when } from '../../i18n/dates';
import { speak } from '../../ui/arrivals';
import { useDraft } from '../../ui/drafts';
import { boxId, FormBox, Send, useForm } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { ReadBy } from '../../shared/ReadBy';
import { Who } from '../../ui/Who';
import { t as ui } from '../../ui/words';
import { Clash } from './Clash';
import { TakeBack } from './TakeBack';
import { type InsideProps, type Props, type Read, read } from './read';
import { t } from './words';

const LIMIT = 4000;

export function NoteBox({ kind, session, name }: Props) {
  const load = useLoad((signal) => read(kind, session.id, signal), [kind, session.id]);
  const own = kind === 'private-note';
  return (
    <div class={own ? 'note me' : 'note us'}>
      <h3 class="vh" id={kind}>{t(own ? 'mine' : 'ours')}</h3>
      <Loaded from={load} part>{(found) => <Inside kind={kind} session={session} name={name} found={found} load={load} />}</Loaded>
    </div>
  );
}

function Inside(props: InsideProps) {
  const { found: { note }, kind, session } = props;
  const draft = useDraft(`${kind} ${session.id}`, note.text);
  const who = <Who kind={kind === 'private-note' ? 'me' : 'us'} id={`${kind}-who`} names={<ReadBy names={note.readers} />} />;
  if (may(note, 'note:write')) return <>{who}<Write {...props} draft={draft} /></>;
  return (
    <>
      {who}
      {note.text ? <p class="words">{note.text}</p> : <p class="muted">{t('nothing')}</p>}
      {draft.unsaved && <p class="words muted">{draft.text}</p>}
      <p class="muted small">{t('closed')}</p>
      <TakeBack {...props} taken={() => draft.write('', '')} />
    </>
  );
}

function Write(props: InsideProps & { draft: ReturnType<typeof useDraft> }) {
  const { kind, session, found, load, draft } = props;
  const [saved, setSaved] = useState(false);
  const [theirs, setTheirs] = useState<Read | null>(null);
  const own = kind === 'private-note';

  const keep = (answer: { data: Note; etag: string | null }) => {
    draft.write(answer.data.text, answer.data.text);
    load.set({ note: answer.data, etag: answer.etag });
    setSaved(true);
  };
  const left = LIMIT - [...draft.text].length;
  const form = useForm({
    start: { text: '' },
    check: () => ({ text: left < 0 ? ui('tooLong', { n: LIMIT }) : '' }),
    send: () => call('put', `/api/v1/sessions/{session_id}/${kind}`, { path: { session_id: session.id }, body: { text: draft.text }, etag: found.etag }),
    done: keep,
    onProblem: ({ status }) => {
      if (status === 412) void read(kind, session.id).then(setTheirs);
      return status === 412;
    },
  });
  const id = boxId(form, 'text');
  const save = t(own ? 'saveMine' : 'saveOurs');
  const error = form.errors.text;
  const settle = (text: string, latest: Read) => {
    load.set(latest);
    draft.write(text, latest.note.text);
    setTheirs(null);
    speak(text === latest.note.text ? t('saved') : t('settled', { save }));
    document.getElementById(id)?.focus();
  };
  return (
    <FormBox form={form} class="stack">
      {theirs && <Clash theirs={theirs} mine={draft.text} settle={settle} />}
      <div class={error ? 'field bad' : 'field'}>
        <label for={id}>{t(own ? 'mineLabel' : 'oursLabel')}</label>
        {error && <p class="msg" id={`${id}-error`}><span class="vh">{ui('errorAt')}</span>{error}</p>}
        <textarea class="input" id={id} rows={5} value={draft.text} aria-describedby={`${kind}-who${error ? ` ${id}-error` : ''}`} aria-invalid={error ? true : undefined} onInput={(event) => {
          setSaved(false);
          draft.write(event.currentTarget.value);
        }} />
        {left < 200 && <p class="foot">{left < 0 ? ui('over', { n: -left }) : ui('left', { n: left })}</p>}
      </div>
      <div class="acts">
        <Send form={form}>{save}</Send>
        <span role="status">{saved && !draft.unsaved ? t('saved') : draft.unsaved ? <span class="muted">{t('unsaved')}</span> : ''}</span>
      </div>
      {!own && <p class="small muted">{t('goesWhole')}</p>}
      {found.note.changed_at && <p class="small muted">{t('changed', { when: when(new Date(found.note.changed_at), session.time_zone) })}</p>}
      <TakeBack {...props} taken={() => draft.write('', '')} />
    </FormBox>
  );
}

