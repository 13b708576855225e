import type { Session } from '../../api/types';
import { callName } from '../../me/labels';
import { sides } from '../../me/store';
import { Section } from '../../ui/Small';
import { NoteBox } from './NoteBox';
import { t } from './words';

/** The two notes of a session: told apart by line, fill, picture and words, not by colour alone. */
export function Notes({ session }: { session: Session }) {
  const name = callName(sides(session).other.display_name);
  return (
    <Section id="notes" title={t('notes')}>
      <div class="deck loose">
        <NoteBox key={`mine-${session.id}`} kind="private-note" session={session} name={name} />
        <NoteBox key={`ours-${session.id}`} kind="shared-note" session={session} name={name} />
      </div>
    </Section>
  );
}
