import type { Participant } from '../../api/types';
import { Facts, Section } from '../../ui/Small';
import { t } from './words';

const WAYS = { email: 'byEmail', phone: 'byPhone', text: 'byText', post: 'byPost' } as const;

/** The details of somebody as they are kept at this moment. */
export function Now({ person }: { person: Participant }) {
  const or = (value: string | number | null | undefined) => ((value ?? '') === '' ? t('unsaid') : String(value));
  const wayTo = person.contact_by ? t(WAYS[person.contact_by]) : '';
  return (
    <Section id="now" title={t('now')}>
      <Facts rows={[
        [t('named'), person.display_name],
        [t('reach'), or(wayTo)],
        [t('number'), or(person.phone)],
        [t('address'), or(person.email)],
        [t('helps'), or(person.access_needs)],
        [t('topics'), or(person.topics)],
        [t('capacity'), or(person.capacity)],
        [t('job'), or(person.job_title)],
      ]} />
    </Section>
  );
}
