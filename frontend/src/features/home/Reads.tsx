import { useLoad } from '../../ui/Loaded';
import type { Asked } from '../../shared/ReadByLater';

/** Who can see something that a home shows. It comes a moment later, so that the home itself is there at once. */
export function Reads(asked: Asked) {
  const { data } = useLoad(() => import('../../shared/ReadByLater'), []);
  return data ? <data.default {...asked} /> : null;
}
