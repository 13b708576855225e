import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import { Problem } from '../../api/problem';
import type { Programme, RestrictedEntry, Why } from '../../api/types';
import { me } from '../../me/store';
import { useProgramme } from '../../shared/useProgramme';
import { speak } from '../../ui/arrivals';
import { RadioField } from '../../ui/fields';
import { FormBox, Send, useForm } from '../../ui/form';
import { Loaded, NotFound } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { problemWords, t as ui } from '../../ui/words';
import { Entries } from './Entries';
import { t } from './restrictedWords';

/** How many the server gives at once. */
const MOST = 100;

interface Opened {
  why: Why;
  items: RestrictedEntry[];
  about: string | undefined;
  more: boolean;
}

/** For safeguarding leads: who ended, paused or declined. It asks why first, and says that this is noted. */
export default function Restricted() {
  const { programmeId = '' } = useRoute().params;
  const lead = me.value?.participants.some((seat) => seat.programme_id === programmeId && may(seat, 'restricted_audit:read'));
  return <Loaded from={useProgramme(programmeId)}>{(programme) => (lead ? <Asked programme={programme} /> : <NotFound />)}</Loaded>;
}

async function open(programme: Programme, why: Why, thing?: string, before?: string): Promise<Opened> {
  const body = { reason: why, thing_id: thing ?? null, before: before ?? null };
  const { data } = await call('post', '/api/v1/programmes/{programme_id}/restricted-entries', { path: { programme_id: programme.id }, body });
  return { why, items: data.items, about: thing, more: data.items.length === MOST };
}

function Asked({ programme }: { programme: Programme }) {
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<Problem>();
  const again = async (why: Why, thing?: string, before?: string) => {
    setProblem(undefined);
    try {
      const found = await open(programme, why, thing, before);
      setOpened(before && opened ? { ...found, items: [...opened.items, ...found.items] } : found);
      speak(before ? ui('moreShown', { n: found.items.length }) : t(thing ? 'oneFound' : 'found'));
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      setProblem(reason);
    }
  };
  return (
    <Page title={t('title')} lead={t('lead', { programme: programme.name })} back={{ href: `/programmes/${programme.id}`, to: t('toProgramme') }} narrow>
      <div class="stack gap-l">
        <Say>{<><p>{t('noted')}</p><p>{t('own')}</p></>}</Say>
        {problem && <Say kind="warn" now>{problemWords(problem)}</Say>}
        {opened
          ? <Entries {...opened} only={(id) => void again(opened.why, id)} all={() => void again(opened.why)} older={(before) => void again(opened.why, opened.about, before)} />
          : <Ask programme={programme} onOpen={setOpened} />}
      </div>
    </Page>
  );
}

function Ask({ programme, onOpen }: { programme: Programme; onOpen: (opened: Opened) => void }) {
  const form = useForm({
    start: { reason: '' },
    check: ({ reason }) => ({ reason: reason ? '' : t('choose') }),
    send: ({ reason }) => open(programme, reason as Why),
    done: onOpen,
  });
  const choices = [
    { value: 'concern', label: t('concern') },
    { value: 'complaint', label: t('complaint') },
    { value: 'asked_by_them', label: t('askedByThem') },
    { value: 'law', label: t('law') },
  ];
  return (
    <FormBox form={form}>
      <RadioField form={form} name="reason" label={t('why')} choices={choices} big />
      <Send form={form}>{t('show')}</Send>
    </FormBox>
  );
}
