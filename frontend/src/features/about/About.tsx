import { useLocation } from 'preact-iso';
import { NotFound } from '../../ui/Loaded';
import { Accessibility } from './Accessibility';
import { Help } from './Help';
import { Privacy } from './Privacy';
import { Reading } from './Reading';

const PAGES: Record<string, () => preact.JSX.Element> = { '/help': Help, '/accessibility': Accessibility, '/privacy': Privacy, '/reading-settings': Reading };

/** What anybody may read, signed in or not. */
export default function About() {
  const Shown = PAGES[useLocation().path] ?? NotFound;
  return <Shown />;
}
