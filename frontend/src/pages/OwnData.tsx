import { useRoute } from 'preact-iso';
import { Looked } from '../features/audit/Looked';
import { useProof } from '../features/identity/proof';
import Agreed from '../features/own_data/Agreed';
import YourData from '../features/own_data/YourData';
import { NotFound } from '../ui/Loaded';

/** Taking one’s data along asks who one is, which is another feature’s to do. */
function TakeYourData() {
  const { ask, prompt } = useProof();
  return <YourData ask={ask} prompt={prompt} />;
}

const PAGES = { '': TakeYourData, agreed: Agreed, looked: Looked };

/** The pages about one’s own data come together: whoever reads one of them mostly reads the next. */
export default function OwnData() {
  const { part = '' } = useRoute().params;
  const Shown = part in PAGES ? PAGES[part as keyof typeof PAGES] : NotFound;
  return <Shown />;
}
