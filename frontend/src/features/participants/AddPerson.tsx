import { useLocation, useRoute } from 'preact-iso';
import { call } from '../../api/call';
import type { Programme, Role } from '../../api/types';
import { roleWord } from '../../me/labels';
import { useReaders } from '../../shared/readByNow';
import { useProgramme } from '../../shared/useProgramme';
import { tellDone } from '../../ui/arrivals';
import { type Form, FormBox, Send, useForm } from '../../ui/form';
import { RadioField, TickField } from '../../ui/fields';
import { Loaded } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { changesOf, checkEntry, EMPTY, type Entry } from './entry';
import { OfficeFields, OwnFields } from './EntryFields';
import { t } from './words';

const ROLES: Role[] = ['coach', 'leader', 'learning_partner', 'coordinator'];

type NewPerson = {
  role: Role | '';
  lived_experience: boolean;
};
type Whole = Entry & NewPerson;

export default function AddPerson() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <AddForm programme={programme} />}</Loaded>;
}

function AddForm({ programme }: { programme: Programme }) {
  const { route } = useLocation();
  const readers = useReaders(programme);
  const form = useForm<Whole, Awaited<ReturnType<typeof add>>>({
    start: { ...EMPTY, role: '', lived_experience: false } as Whole,
    check: (v) => ({ ...checkEntry(v), role: v.role ? '' : t('needRole'), given_name: v.given_name.trim() ? '' : t('needGiven') }),
    send: (v, key) => add(programme.id, v, key),
    done: ({ data: person }, { email }) => {
      tellDone(t(email ? 'added' : 'addedNoEmail', { name: person.display_name }));
      route(`/people/${person.id}`);
    },
  });
  return (
    <Page title={t('addTitle')} lead={t('addLead')} back={{ href: `/programmes/${programme.id}/people`, to: t('toPeople') }} narrow>
      <FormBox form={form}>
        <RadioField form={form} name="role" label={t('role')} as="pills" choices={ROLES.map((value) => ({ value, label: roleWord(value, programme) }))} />
        {form.values.role === 'learning_partner' && <TickField form={form} name="lived_experience" label={t('livedExperience')} />}
        <OfficeFields form={form as unknown as Form<Entry>} organisation={null} emailHint={t('emailHint')} readers={readers} />
        <OwnFields form={form as unknown as Form<Entry>} me={false} readers={readers} />
        <div class="bar"><Send form={form}>{t('addSave')}</Send></div>
      </FormBox>
    </Page>
  );
}

function add(programme_id: string, { role, lived_experience, ...entry }: Whole, key: string) {
  const { given_name, family_name, ...rest } = { given_name: '', family_name: '', ...changesOf(EMPTY, entry as Entry) };
  const body = { programme_id, role: role as Role, lived_experience, given_name: String(given_name ?? ''), family_name: String(family_name ?? ''), ...rest };
  return call('post', '/api/v1/participants', { body: body as never, key });
}
