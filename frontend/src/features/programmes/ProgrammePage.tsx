import { useRoute } from 'preact-iso';
import { may } from '../../api/allowed';
import { call } from '../../api/call';
import type { Helper, Participant, Programme, Role } from '../../api/types';
import { zoneName } from '../../i18n/dates';
import { roleWord } from '../../me/labels';
import { me } from '../../me/store';
import { HelperLine } from '../../shared/HelperList';
import { useProgramme } from '../../shared/useProgramme';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { ReadBy } from '../../shared/ReadBy';
import { Empty, Facts, Section, Tag } from '../../ui/Small';
import { Who } from '../../ui/Who';
import { datesWords } from './dates';
import { t } from './words';

const ROLES: Role[] = ['coach', 'leader', 'learning_partner', 'coordinator'];

export default function ProgrammePage() {
  const { programmeId = '' } = useRoute().params;
  return <Loaded from={useProgramme(programmeId)}>{(programme) => <Shown programme={programme} />}</Loaded>;
}

const isLead = ({ id }: Programme): boolean => !!me.value?.participants.some((seat) => seat.programme_id === id && may(seat, 'restricted_audit:read'));

function Shown({ programme }: { programme: Programme }) {
  const operating = may(me.value, 'programme:make');
  const appoint = may(programme, 'coordinator:appoint') ? `/programmes/${programme.id}/coordinators/new` : undefined;
  const own = ROLES.filter((role) => programme.labels[role]);
  return (
    <Page title={programme.name} back={operating ? { href: '/programmes', to: t('toAll') } : undefined} actions={may(programme, 'programme:change') && <a class="btn quiet" href={`/programmes/${programme.id}/change`}>{t('change')}</a>}>
      <div class="grid">
        <div class="stack gap-l">
          <Section id="aims" title={t('aims')}>{programme.aims ? <><p class="words">{programme.aims}</p><p class="small muted"><ReadBy names={programme.readers.aims} /></p></> : <p class="muted">{t('noAims')}</p>}</Section>
          <Section id="when" title={t('datesTitle')}>
            <Facts rows={[
              [t('dates'), datesWords(programme)],
              [t('zone'), zoneName(programme.time_zone)],
              own.length > 0 && [t('labels'), own.map((role) => `${t(role)}: ${programme.labels[role]}`).join('. ')],
            ]} />
          </Section>
          {isLead(programme) && <Section id="restricted" title={t('keptApart')}><p>{t('keptApartWords')} <a href={`/programmes/${programme.id}/restricted`}>{t('openApart')}</a></p></Section>}
          {appoint && <Coordinators programme={programme} appoint={appoint} />}
        </div>
        <aside class="stack gap-m" aria-label={t('team')}>
          <Team programme={programme} />
          {operating && <section class="card" aria-label={t('notYours')}><Who kind="me" names={t('notYours')}>{t('notYoursWords')}</Who></section>}
        </aside>
      </div>
    </Page>
  );
}

function Team({ programme }: { programme: Programme }) {
  const load = useLoad(async (signal): Promise<Helper[]> => (await call('get', '/api/v1/programmes/{programme_id}/helpers', { path: { programme_id: programme.id }, signal })).data.items, [programme.id]);
  return (
    <section class="card" aria-labelledby="team">
      <h2 id="team">{t('team')}</h2>
      <Loaded from={load} part>
        {(helpers) => (helpers.length ? <>{helpers.map((helper) => <HelperLine key={helper.display_name} helper={helper} programme={programme} />)}</> : <p class="muted">{t('noTeam')}</p>)}
      </Loaded>
    </section>
  );
}

/** Those who run it, with who cannot sign in yet: for those who may appoint more. */
function Coordinators({ programme, appoint }: { programme: Programme; appoint: string }) {
  const load = useLoad(async (signal): Promise<Participant[]> => (await call('get', '/api/v1/participants', { query: { programme_id: programme.id, role: 'coordinator', state: 'active', limit: 100 }, signal })).data.items, [programme.id]);
  return (
    <Section id="coordinators" title={t('coordinators')}>
      <div class="stack">
        <Loaded from={load} part>
          {(people) => people.length
            ? (
              <ul class="todo" role="list">
                {people.map((person) => (
                  <li key={person.id}>
                    <div><a href={`/people/${person.id}`}><bdi>{person.display_name}</bdi></a><p class="muted">{[roleWord(person.role, programme), person.email].filter(Boolean).join(', ')}</p></div>
                    {person.joined === false && <Tag tone="warn">{t('cannotSignIn')}</Tag>}
                  </li>
                ))}
              </ul>
            )
            : <Empty>{t('noTeamYet')}</Empty>}
        </Loaded>
        <p><a class="btn quiet" href={appoint}>{t('appoint')}</a></p>
      </div>
    </Section>
  );
}
