import { call } from '../../api/call';
import type { Privacy as Notice } from '../../api/types';
import { capital } from '../../i18n/numbers';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Section, Ticks } from '../../ui/Small';
import { Table } from '../../ui/Table';
import { KEPT, READERS, UNTIL } from './noticeCodes';
import { t } from './noticeWords';

type Line = Notice['kept'][number];

const COOKIES = { sign_in: 'signInCookie', known_device: 'deviceCookie' } as const;

/** Whoever may read it always is not told of as well as whoever may for a while. */
const readers = ({ readers: all }: Line): string =>
  capital(all.filter((one) => one !== 'partner_now' || !all.includes('partner_ever')).map((one) => t(READERS[one])).join(', ') || t('nobody'));

/** A year may have one day more, so that some years are not the same number of days each time. */
function long(days: number): string {
  const years = Math.round(days / 365.25);
  return years && Math.abs(days - years * 365.25) < 1 ? t('years', { n: years }) : t('days', { n: days });
}

const howLong = ({ kept, longer_if_agreed: longer }: Line): string =>
  capital([...kept.map(({ until, days }) => t(UNTIL[until], { long: long(days ?? 0) })), ...(longer ? [t('longer')] : [])].join('; '));

export function Privacy() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/privacy', { signal, open: true })).data, []);
  return (
    <Page title={t('privacy')} lead={t('privacyLead')}>
      <Loaded from={load} part>{(notice) => <Shown notice={notice} />}</Loaded>
    </Page>
  );
}

function Shown({ notice }: { notice: Notice }) {
  const { kept, hosts, cookies, erasing } = notice;
  return (
    <div class="stack gap-l">
      <Section id="what" title={t('whatTitle')}>
        <div class="stack">
          <p>{t('noQuestion')}</p>
          <Table caption={t('whatTitle')} rows={kept} keyOf={({ what }) => what} columns={[
            { head: t('what'), cell: (line) => <>{t(KEPT[line.what])}{line.sealed && <span class="muted"> {t('sealed')}</span>}</> },
            { head: t('who'), cell: readers },
            { head: t('howLong'), cell: howLong },
          ]} />
        </div>
      </Section>
      <Section id="how" title={t('howTitle')}><div class="stack"><p>{t('how')}</p><p>{t('howNotYet')}</p><p>{t('howTeam')}</p></div></Section>
      <Section id="not" title={t('notTitle')}><Ticks items={[hosts.length ? t('hosts', { hosts: hosts.join(', ') }) : t('noHosts'), t('notSold'), t('notTold')]} /></Section>
      <Section id="device" title={t('cookiesTitle')}><Ticks items={[...cookies.map(({ purpose, days }) => t(COOKIES[purpose], { n: days })), t('reading')]} /></Section>
      <Section id="leave" title={t('leaveTitle')}><p>{t('leave', { n: erasing.waiting_days })} {t('copies', { n: erasing.copies_days })} {t('leaveHow')}</p></Section>
      <Section id="ask" title={t('askTitle')}><p>{t('ask')}</p></Section>
    </div>
  );
}
