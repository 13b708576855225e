import { useRoute } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { may } from '../../api/allowed';
import type { Pairing } from '../../api/types';
import { isMine, standIn } from '../../me/store';
import { useProgramme } from '../../shared/useProgramme';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Proposal } from './Proposal';
import { readPairing, type Shown } from './read';
import { Team } from './Team';
import { Together } from './Together';
import { Waiting } from './Waiting';

/** One pairing: what it is depends on where it stands, and on what its reader may do. */
export default function PairingPage() {
  const { pairingId = '' } = useRoute().params;
  const load = useLoad((signal) => readPairing(pairingId, signal), [pairingId]);
  return <Loaded from={load}>{(known) => <InProgramme known={known} reload={load.reload} />}</Loaded>;
}

function InProgramme({ known, reload }: Shown) {
  const { programme_id } = known.pairing;
  useEffect(() => standIn(programme_id), [programme_id]);
  return <Loaded from={useProgramme(programme_id)}>{(programme) => viewOf(known.pairing)({ known, reload, programme })}</Loaded>;
}

function viewOf(pairing: Pairing) {
  if (!isMine(pairing)) return Team;
  if (may(pairing, 'pairing:accept')) return Proposal;
  return pairing.state === 'proposed' ? Waiting : Together;
}
