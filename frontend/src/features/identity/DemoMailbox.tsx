import { call } from '../../api/call';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { t } from './mailWords';

/** A line that is nothing but an address leads to that page of ours; whatever else somebody wrote stays words. */
function Line({ said }: { said: string }) {
  if (!URL.canParse(said) || !/^https?:/.test(said)) return <>{said}{'\n'}</>;
  const { pathname, hash } = new URL(said);
  return <><a href={pathname + hash}>{said}</a>{'\n'}</>;
}

const linesOf = (text: string) => text.split('\n').map((said, at) => ({ said, at: `line-${at}` }));

/** What the demo would have sent. */
export default function DemoMailbox() {
  const load = useLoad(async (signal) => (await call('get', '/api/v1/mailbox', { open: true, signal })).data.items, []);
  return (
    <Loaded from={load}>
      {(mails) => (
        <Page title={t('boxTitle')} lead={t('boxLead')} narrow>
          <div class="stack gap-m">
            <p><button type="button" class="btn quiet" onClick={() => void load.reload()}>{t('boxAgain')}</button></p>
            {!mails.length && <p>{t('boxNone')}</p>}
            {mails.map(({ to, subject, text, written_at }, n) => (
              <article key={written_at + text} class="card flat stack" aria-labelledby={`mail-${n}`}>
                <h2 id={`mail-${n}`}>{subject}</h2>
                <p class="muted">{t('boxTo', { to })}</p>
                <div class="words">{linesOf(text).map(({ said, at }) => <Line key={at} said={said} />)}</div>
              </article>
            ))}
          </div>
        </Page>
      )}
    </Loaded>
  );
}
