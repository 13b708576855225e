import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Problem } from '../../api/problem';
import type { Programme, RosterReport } from '../../api/types';
import { useReaders } from '../../shared/readByNow';
import { useProgramme } from '../../shared/useProgramme';
import { arrived } from '../../ui/arrivals';
import { Loaded } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { problemWords } from '../../ui/words';
import { Check } from './Check';
import { Choose } from './Choose';
import { Earlier } from './Earlier';
import { OtherColumn } from './Columns';
import { Saved } from './Saved';
import { Stages } from './Stages';
import { type Mapping, upload } from './upload';
import { t } from './words';

export default function Import() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <Steps key={programme.id} programme={programme} />}</Loaded>;
}

interface Chosen {
  file: File;
  mapping: Mapping;
}

const COLUMNS_MISSING = new Set(['roster_without_header', 'roster_without_role', 'roster_without_name', 'roster_mapping_unknown']);

function Steps({ programme }: { programme: Programme }) {
  const readers = useReaders(programme);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [report, setReport] = useState<RosterReport | null>(null);
  const [saved, setSaved] = useState<RosterReport | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const check = async (file: File, mapping: Mapping) => {
    setChosen({ file, mapping });
    try {
      setReport(await upload(programme.id, file, mapping, true));
      setProblem(null);
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      setReport(null);
      setProblem(reason);
      return;
    }
    arrived();
  };
  const restart = () => {
    setReport(null);
    setSaved(null);
    setProblem(null);
    setChosen(null);
    arrived();
  };
  const keep = (done: RosterReport) => {
    setSaved(done);
    arrived();
  };
  if (saved) return <Saved report={saved} programme={programme} again={restart} />;
  if (report && chosen) return <Check {...chosen} report={report} programme={programme} check={check} restart={restart} saved={keep} />;
  const mapped = chosen && problem && COLUMNS_MISSING.has(problem.code);
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: `/programmes/${programme.id}/people`, to: t('toPeople') }}>
      <div class="stack gap-l">
        <Stages at={1} />
        {problem && <Say kind="warn"><p role="alert">{problemWords(problem)}</p></Say>}
        {mapped && <OtherColumn mapping={chosen.mapping} read={(mapping) => check(chosen.file, mapping)} />}
        <Choose check={(file) => check(file, new Map())} readers={readers.access_needs} />
        <Earlier programme={programme} />
      </div>
    </Page>
  );
}
