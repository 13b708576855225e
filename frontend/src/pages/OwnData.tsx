import { useRoute } from 'preact-iso';
import { Looked } from '../features/audit/Looked';
import Agreed from '../features/own_data/Agreed';
import YourData from '../features/own_data/YourData';
import { NotFound } from '../ui/Loaded';

const PAGES = { '': YourData, agreed: Agreed, looked: Looked };

/** The pages about one’s own data come together: whoever reads one of them mostly reads the next. */
export default function OwnData() {
  const { part = '' } = useRoute().params;
  const Shown = part in PAGES ? PAGES[part as keyof typeof PAGES] : NotFound;
  return <Shown />;
}
