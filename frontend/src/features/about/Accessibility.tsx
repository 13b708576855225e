import { call } from '../../api/call';
import type { Accessibility as Statement } from '../../api/types';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Section, Ticks } from '../../ui/Small';
import { MISSING, WALKED, WAYS } from './noticeCodes';
import { t } from './noticeWords';

export function Accessibility() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/accessibility', { signal, open: true })).data, []);
  return (
    <Page title={t('accessibility')} lead={t('accessibilityLead')} narrow>
      <Loaded from={load} part>{(statement) => <Shown statement={statement} />}</Loaded>
    </Page>
  );
}

function Points({ items }: { items: string[] }) {
  return <ul class="list">{items.map((item) => <li key={item}>{item}</li>)}</ul>;
}

function Shown({ statement: { rules, ways, widths, walked, missing } }: { statement: Statement }) {
  return (
    <div class="stack gap-l">
      <Section id="do" title={t('doTitle')}><Ticks items={[t('do1'), t('do2'), t('do3'), t('do4')]} /></Section>
      <Section id="tried" title={t('triedTitle')}>
        <div class="stack">
          <p>{t('aim')} {t('rules', { rules: rules.join(', ') })}</p>
          <p>{t('waysTitle')}</p>
          <Points items={ways.map((one) => t(WAYS[one], { n: Math.min(...widths) }))} />
          <p>{t('walkedTitle')}</p>
          <Points items={walked.map((one) => t(WALKED[one]))} />
        </div>
      </Section>
      <Section id="known" title={t('missingTitle')}><Points items={missing.map((one) => t(MISSING[one]))} /></Section>
      <Section id="tell" title={t('tellTitle')}><p>{t('tell')}</p></Section>
    </div>
  );
}
