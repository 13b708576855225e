import { Said } from '../features/feedback/Said';
import { Notes } from '../features/notes/Notes';
import { FeedbackDoor, SessionPage } from '../features/sessions/SessionPage';

/** A session’s page is made of three features, which do not know one another. */
export default function Session() {
  return <SessionPage written={(session) => <><Notes session={session} /><FeedbackDoor session={session}><Said session={session} /></FeedbackDoor></>} />;
}
