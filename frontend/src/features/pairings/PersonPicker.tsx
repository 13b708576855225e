import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Participant, Programme, Role } from '../../api/types';
import { roleWord } from '../../me/labels';
import { speak } from '../../ui/arrivals';
import { Hints } from '../../ui/fields';
import { boxId, type Form } from '../../ui/form';
import { Loaded, useLoad } from '../../ui/Loaded';
import { t } from './proposeWords';

const A_HANDFUL = 8;

interface Props {
  form: Form<{ coach_id: string; leader_id: string }>;
  name: 'coach_id' | 'leader_id';
  of: Role;
  programme: Programme;
  chosen: Participant | null;
  choose: (person: Participant) => void;
}

/** Finds one person among many: the newest few, or those with a part of a name. */
export function PersonPicker({ form, name, of: role, programme, chosen, choose }: Props) {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const id = boxId(form, name);
  const error = form.errors[name];
  const word = roleWord(role, programme).toLowerCase();
  const load = useLoad(async (signal) => {
    const { data } = await call('get', '/api/v1/participants', { query: { programme_id: programme.id, role, state: 'active', q, limit: A_HANDFUL }, signal });
    if (q) speak(data.items.length ? t('found', { n: data.items.length }) : t('noneThere'));
    return data;
  }, [q]);
  const look = () => setQ(typed.trim());
  return (
    <fieldset class={error ? 'field big bad' : 'field big'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{t('chooseOne', { role: word })}</legend>
      <Hints id={id} error={error} />
      <div class="row">
        <input class="line" id={id} type="search" autocomplete="off" aria-label={t('findCoach', { role: word })} aria-describedby={error ? `${id}-error` : undefined} aria-invalid={error ? true : undefined} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          look();
        }} />
        <button type="button" class="btn quiet s" onClick={look}>{t('look')}<span class="vh">: {word}</span></button>
      </div>
      <Loaded from={load} part>
        {({ items, next }) => (
          <>
            {items.length ? <Options people={withChosen(items, chosen)} name={id} chosen={chosen} choose={choose} /> : <p>{t(q ? 'noneThere' : 'noneAtAll')}</p>}
            {next && <p class="muted small">{t('more')}</p>}
          </>
        )}
      </Loaded>
    </fieldset>
  );
}

const withChosen = (people: Participant[], chosen: Participant | null): Participant[] =>
  chosen && !people.some(({ id }) => id === chosen.id) ? [chosen, ...people] : people;

interface OptionsProps {
  people: Participant[];
  name: string;
  chosen: Participant | null;
  choose: (person: Participant) => void;
}

function Options({ people, name, chosen, choose }: OptionsProps) {
  return (
    <div class="opts">
      {people.map((person) => (
        <label class="opt" key={person.id}>
          <input type="radio" name={`${name}-who`} checked={chosen?.id === person.id} onChange={() => choose(person)} />
          <span><b><bdi>{person.display_name}</bdi></b>{hintsOf(person).map((hint) => <span key={hint}>{hint}</span>)}</span>
        </label>
      ))}
    </div>
  );
}

function hintsOf({ job_title, topics, capacity }: Participant): string[] {
  const room = typeof capacity === 'number' ? t('room', { n: capacity }) : '';
  return [job_title ?? '', topics ?? '', room].filter(Boolean);
}
