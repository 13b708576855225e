import { useProof } from '../features/identity/proof';
import { Delete } from '../features/own_data/Delete';

/** Deleting asks who one is, which is another feature’s to do. */
export default function DeleteAccount() {
  const { ask, prompt } = useProof();
  return <Delete ask={ask} prompt={prompt} />;
}
