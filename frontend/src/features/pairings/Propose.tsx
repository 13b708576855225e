import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Participant, Programme } from '../../api/types';
import { callName } from '../../me/labels';
import { useProgramme } from '../../shared/useProgramme';
import { tellDone } from '../../ui/arrivals';
import { FormBox, Send, useForm } from '../../ui/form';
import { Loaded } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Say } from '../../ui/Say';
import { PersonPicker } from './PersonPicker';
import { t } from './proposeWords';

export default function Propose() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <ProposeForm programme={programme} />}</Loaded>;
}

function ProposeForm({ programme }: { programme: Programme }) {
  const { route } = useLocation();
  const [coach, setCoach] = useState<Participant | null>(null);
  const [leader, setLeader] = useState<Participant | null>(null);
  const form = useForm({
    start: { coach_id: '', leader_id: '' },
    check: (v) => ({ coach_id: v.coach_id ? '' : t('needCoach'), leader_id: v.leader_id ? '' : t('needLeader') }),
    send: (v, key) => call('post', '/api/v1/pairings', { body: { programme_id: programme.id, ...v }, key }),
    done: ({ data }) => {
      tellDone(t('proposeDone', { name: callName(data.coach.display_name) }));
      route(`/pairings/${data.id}`);
    },
  });
  const choose = (name: 'coach_id' | 'leader_id', keep: (person: Participant) => void) => (person: Participant) => {
    keep(person);
    form.set(name, person.id);
  };
  return (
    <Page title={t('propose')} lead={t('proposeLead')} back={{ href: `/programmes/${programme.id}/pairings`, to: t('toAll') }} narrow>
      <FormBox form={form} class="stack gap-l">
        <PersonPicker form={form} name="coach_id" of="coach" programme={programme} chosen={coach} choose={choose('coach_id', setCoach)} />
        <PersonPicker form={form} name="leader_id" of="leader" programme={programme} chosen={leader} choose={choose('leader_id', setLeader)} />
        <Say icon="lock">{t('tiesNote')}</Say>
        <div class="bar"><Send form={form}>{coach ? t('proposeSend', { name: callName(coach.display_name) }) : t('proposeSendPlain')}</Send></div>
      </FormBox>
    </Page>
  );
}
