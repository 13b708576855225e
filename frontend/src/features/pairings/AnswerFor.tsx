import { useLocation } from 'preact-iso';
import { call } from '../../api/call';
import type { Pairing } from '../../api/types';
import { callName } from '../../me/labels';
import { tellDone } from '../../ui/arrivals';
import { RadioField } from '../../ui/fields';
import { FormBox, Send, useForm } from '../../ui/form';
import { Section } from '../../ui/Small';
import { t } from './answerForWords';

/** The answer of the one who is asked and cannot sign in, as they told it to a coordinator. */
export default function AnswerFor({ pairing }: { pairing: Pairing }) {
  const { route } = useLocation();
  const [asked, partner] = pairing.coach_accepted ? [pairing.leader, pairing.coach] : [pairing.coach, pairing.leader];
  const name = callName(asked.display_name);
  const form = useForm({
    start: { answer: '', means: '' },
    check: (v) => ({ answer: v.answer ? '' : t('needAnswer', { name }), means: v.means ? '' : t('needMeans', { name }) }),
    send: (v) => call('post', '/api/v1/pairings/{pairing_id}/answer-for', {
      path: { pairing_id: pairing.id },
      body: { accept: v.answer === 'yes', on_behalf: { participant_id: asked.id, means: v.means as 'phone' | 'in_person' | 'post' } },
    }),
    done: () => {
      tellDone(t('done', { name }));
      route(`/people/${asked.id}/said-for`);
    },
  });
  const choices = [{ value: 'yes', label: t('yes', { other: callName(partner.display_name) }) }, { value: 'no', label: t('no') }];
  const ways = [{ value: 'phone', label: t('byPhone') }, { value: 'in_person', label: t('inPerson') }, { value: 'post', label: t('byPost') }];
  return (
    <Section id="answer-for" title={t('title', { name })} class="card flat stack">
      <p>{t('why', { name })}</p>
      <FormBox form={form}>
        <RadioField form={form} name="answer" label={t('answer', { name })} choices={choices} />
        <RadioField form={form} name="means" label={t('how', { name })} choices={ways} as="pills" />
        <p class="muted">{t('reads', { name, other: callName(partner.display_name) })}</p>
        <p class="muted">{t('noted', { name })}</p>
        <Send form={form}>{t('send', { name })}</Send>
      </FormBox>
    </Section>
  );
}
