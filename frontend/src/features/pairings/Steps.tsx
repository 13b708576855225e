import { useState } from 'preact/hooks';
import { may } from '../../api/allowed';
import type { Pairing } from '../../api/types';
import { callName } from '../../me/labels';
import { isMine, sides } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { Confirm } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { Section } from '../../ui/Small';
import { Who } from '../../ui/Who';
import { take, type Shown } from './read';
import { t } from './words';

type Step = 'pause' | 'resume' | 'end';

/** A break, starting again, an end: each says exactly what happens, and what the other will read. */
export function Steps({ known: { pairing }, reload }: Shown) {
  const [step, setStep] = useState<Step | null>(null);
  const open = (['pause', 'resume', 'end'] as const).filter((one) => may(pairing, `pairing:${one}`));
  if (!open.length) return null;
  const withdraws = pairing.state === 'proposed';
  const label = { pause: t('pause'), resume: t('resume'), end: t(withdraws ? 'withdraw' : 'end') };
  const done = async (words: string) => {
    await reload();
    tellDone(words, { stay: true });
  };
  return (
    <Section id="rest" title={withdraws ? t('withdraw') : t('rest')} class="card flat stack">
      {!withdraws && isMine(pairing) && <p>{t('restWords')}</p>}
      <div class="acts">
        {open.map((one) => <button key={one} type="button" class={one === 'resume' ? 'btn' : 'btn quiet'} onClick={() => setStep(one)}>{one === 'pause' && <Icon name="pause" />} {label[one]}</button>)}
      </div>
      {step && <Ask step={step} pairing={pairing} done={done} close={() => setStep(null)} />}
    </Section>
  );
}

type Asked = { step: Step; pairing: Pairing; done: (words: string) => Promise<void>; close: () => void };

function Ask({ step, pairing, done, close }: Asked) {
  const own = isMine(pairing);
  const name = own ? callName(sides(pairing).other.display_name) : '';
  const go = (words: string) => async () => {
    await take(step, pairing);
    await done(words);
  };
  if (step === 'pause') {
    return (
      <Confirm title={t('pauseTitle')} yes={t('pauseYes')} no={t('notNow')} onYes={go(t(own ? 'pauseDone' : 'pauseDoneTeam'))} onClose={close}>
        <p>{t('pauseWords')}</p>
        <Told pairing={pairing} words="pausedTold" />
      </Confirm>
    );
  }
  if (step === 'resume') {
    return (
      <Confirm title={t('resumeTitle', { name })} yes={t('resumeYes')} no={t('notNow')} onYes={go(t('resumeDone', { name }))} onClose={close}>
        <p>{t('resumeWords')}</p>
      </Confirm>
    );
  }
  if (pairing.state === 'proposed') {
    return (
      <Confirm title={t('withdrawTitle')} yes={t('withdrawYes')} no={t('goBackWords')} onYes={go(t('withdrawDone'))} onClose={close}>
        <p>{t('withdrawWords')}</p>
      </Confirm>
    );
  }
  return (
    <Confirm title={t('endTitle')} yes={t('endYes')} no={t('goBackWords')} risk onYes={go(t(own ? 'endDone' : 'endDoneTeam'))} onClose={close}>
      <p>{t('endWords')}</p>
      <Told pairing={pairing} words="endedTold" />
    </Confirm>
  );
}

/** The very words that the other finds on their page. */
function Told({ pairing, words }: { pairing: Pairing; words: 'pausedTold' | 'endedTold' }) {
  const own = isMine(pairing);
  const { other, own: me } = sides(pairing);
  const shown = own ? [me.display_name] : [pairing.coach.display_name, pairing.leader.display_name];
  return (
    <div class="note us">
      <Who kind="us" names={own ? t('otherReads', { name: callName(other.display_name) }) : t('bothRead')}>{t('noOthers')}</Who>
      {shown.map((name) => <p key={name}>“{t(words, { name: callName(name) })}”</p>)}
    </div>
  );
}
