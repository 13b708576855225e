import { useRoute } from 'preact-iso';
import type { Programme } from '../../api/types';
import { useProgramme } from '../../shared/useProgramme';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty, Section } from '../../ui/Small';
import { Now } from './Now';
import { type Known, readSaidFor, withYear } from './read';
import { t } from './words';

/** What coordinators wrote down for somebody, as a page to print: the copy that this person keeps. */
export default function SaidFor() {
  const { personId = '' } = useRoute().params;
  const load = useLoad((signal) => readSaidFor(personId, signal), [personId]);
  return <Loaded from={load}>{(known) => <InProgramme known={known} />}</Loaded>;
}

function InProgramme({ known }: { known: Known }) {
  return <Loaded from={useProgramme(known.person.programme_id)}>{(programme) => <Shown known={known} programme={programme} />}</Loaded>;
}

function Shown({ known: { person, entries, team, printing }, programme }: { known: Known; programme: Programme }) {
  const name = person.display_name;
  const names = team.filter(({ role }) => role === 'coordinator').map(({ display_name }) => display_name);
  const changed = entries.some(({ details }) => details);
  const ways = [printing?.phone, printing?.email].filter(Boolean).join(', ');
  return (
    <Page title={t('title', { name })} lead={t('lead', { programme: programme.name, name })} back={{ href: `/people/${person.id}`, to: t('toPerson', { name }) }} narrow>
      <div class="stack gap-l">
        <div class="stack unprinted">
          <p>{t('printWhy', { name })}</p>
          <p><button type="button" class="btn" onClick={() => print()}>{t('print')}</button></p>
        </div>
        {entries.length
          ? <ul class="list">{entries.map(({ id, at, what, how }) => <li key={id}>{t('entry', { when: withYear(at, programme.time_zone), what, how })}</li>)}</ul>
          : <Empty>{t('none', { name })}</Empty>}
        {changed && <Now person={person} />}
        <Section id="reads" title={t('reads')}>
          <div class="stack"><p>{t('readsWords', { programme: programme.name })}</p>{changed && <p>{t('readsNow')}</p>}</div>
        </Section>
        <Section id="wrong" title={t('wrongTitle')}>
          <div class="stack">
            <p>{names.length ? t('wrong', { team: names.join(', ') }) : t('wrongPlain')}</p>
            {printing && ways && <p>{t('reachUs', { name: printing.display_name, ways })}</p>}
            <p>{t('secret')}</p>
          </div>
        </Section>
      </div>
    </Page>
  );
}
