import { useLocation } from 'preact-iso';
import type { Helper, Programme } from '../../api/types';
import { callName, roleWord } from '../../me/labels';
import { isMe, sides } from '../../me/store';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { RadioField } from '../../ui/fields';
import { Page } from '../../ui/Page';
import { ReadBy } from '../../shared/ReadBy';
import { Face, Ticks } from '../../ui/Small';
import { Who } from '../../ui/Who';
import { HelperList } from '../../shared/HelperList';
import { take, type Shown } from './read';
import { t } from './proposalWords';

/** Someone is asked: all that a yes would show, before it is given. */
export function Proposal({ known, reload, programme }: Shown & { programme: Programme }) {
  const { pairing, partner, self, helpers } = known;
  const { other, own } = sides(pairing);
  const first = isMe(pairing.coach.id);
  const name = callName(other.display_name);
  return (
    <Page title={t('wouldYou', { name })} lead={t(first ? 'youFirst' : 'youNow', { name })}>
      <div class="grid">
        <div class="stack gap-l">
          <section class="card next" aria-labelledby="who">
            <div class="person">
              <Face name={other.display_name} tone="plum" big />
              <div><h2 id="who"><bdi>{other.display_name}</bdi></h2><p class="muted">{partner?.job_title ?? roleWord(first ? 'leader' : 'coach', programme)}</p></div>
            </div>
            <div class="stack">
              <h3>{t('wouldTalk', { name })}</h3>
              {partner?.topics ? <><blockquote class="quote"><p class="words">{partner.topics}</p></blockquote><p class="small muted"><ReadBy names={partner.readers?.topics} /></p></> : <p class="muted">{t('noTopics', { name })}</p>}
              <p class="muted"><strong>{t('cannotKnow')}</strong> {t('cannotKnowWords')}</p>
            </div>
          </section>
          <Showing first={first} name={name} own={own.display_name} selfId={self?.id ?? own.id} />
          <section class="note me" aria-labelledby="tie">
            <h2 id="tie">{t('tieTitle', { name })}</h2>
            <Who kind="me" names={t('tieWho')} />
            <p>{t('tieWords')}</p>
            <p><a href={`/people/${own.id}/ties?asked=${pairing.id}`}>{t('tieLink')}</a></p>
          </section>
          <Answer known={known} reload={reload} first={first} name={name} />
        </div>
        <Beside first={first} name={name} helpers={helpers} programme={programme} />
      </div>
    </Page>
  );
}

function Showing({ first, name, own, selfId }: { first: boolean; name: string; own: string; selfId: string }) {
  return (
    <div class="deck">
      <section class="card flat stack" aria-labelledby="show">
        <h2 id="show">{t(first ? 'youShow' : 'youShowBoth', { name })}</h2>
        <Ticks items={[t('showName', { name: own }), t('showTopics'), t('showContact')]} />
        <p><a href={`/people/${selfId}/change`}>{t('changeShown')}</a></p>
      </section>
      <section class="card flat stack" aria-labelledby="never">
        <h2 id="never">{t('never', { name })}</h2>
        <Ticks no items={[t('neverNotes'), t('neverTies'), t(first ? 'neverDecline' : 'neverWhy')]} />
      </section>
    </div>
  );
}

function Answer({ known: { pairing }, reload, first, name }: Shown & { first: boolean; name: string }) {
  const { route } = useLocation();
  const form = useForm({
    start: { answer: '' },
    check: (v) => ({ answer: v.answer ? '' : t('needAnswer') }),
    send: (v) => take(v.answer === 'yes' ? 'accept' : 'decline', pairing),
    done: (_, v) => {
      if (v.answer === 'no') {
        tellDone(t('noDone'));
        route('/');
        return;
      }
      void reload().then(() => tellDone(t(first ? 'yesDoneFirst' : 'yesDoneSecond', { name }), { stay: true }));
    },
    onProblem: ({ status }) => {
      if (status === 409 || status === 404) void reload();
      return false;
    },
  });
  return (
    <FormBox form={form}>
      <RadioField form={form} name="answer" label={t('question')} hint={t('questionHint')} big choices={[
        { value: 'yes', label: t('yes', { name }), hint: t(first ? 'yesFirst' : 'yesSecond', { name }) },
        { value: 'no', label: t('no'), hint: t(first ? 'noFirst' : 'noSecond', { name }) },
      ]} />
      <div class="bar"><Send form={form}>{t('send')}</Send></div>
    </FormBox>
  );
}

function Beside({ first, name, helpers, programme }: { first: boolean; name: string; helpers: Helper[]; programme: Programme }) {
  const steps = [t('next1'), ...(first ? [t('next2', { name })] : []), t('next3'), t('next4')];
  return (
    <aside class="stack gap-m" aria-label={t('next')}>
      <section class="card" aria-labelledby="next-steps">
        <h2 id="next-steps">{t('next')}</h2>
        <ol class="tl small" role="list">{steps.map((step, n) => <li key={step} aria-current={n === 0 ? 'step' : undefined}>{step}</li>)}</ol>
      </section>
      <HelperList title={t('talkOver')} helpers={helpers} programme={programme} />
    </aside>
  );
}
