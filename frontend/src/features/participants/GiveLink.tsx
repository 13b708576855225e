import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Participant, SignInLink } from '../../api/types';
import { day } from '../../i18n/dates';
import { deviceZone } from '../../i18n/zones';
import { callName } from '../../me/labels';
import { tellTrouble } from '../../ui/arrivals';
import { Copy } from '../../ui/Copy';
import { FormBox, Send, useForm } from '../../ui/form';
import { Icon } from '../../ui/Icon';
import { Say } from '../../ui/Say';
import { Section } from '../../ui/Small';
import { t } from './words';

/** Makes a link for the first sign-in. It is shown here once, and kept by nobody. */
export function GiveLink({ person }: { person: Participant }) {
  const [link, setLink] = useState<SignInLink | null>(null);
  const name = callName(person.display_name);
  const form = useForm({
    start: {},
    send: () => call('post', '/api/v1/participants/{participant_id}/sign-in-link', { path: { participant_id: person.id } }),
    done: ({ data }) => setLink(data),
    onProblem: ({ status }) => {
      if (status === 409) tellTrouble(t('linkCannot', { name }));
      return status === 409;
    },
  });
  return (
    <Section id="link" title={t('link')}>
      {!link && (
        <FormBox form={form} class="stack">
          <p>{t('linkWords', { name })}</p>
          {!person.email && <Say kind="warn">{t('linkNoEmail', { name })}</Say>}
          <Send form={form}><Icon name="link" /> {t('linkMake')}</Send>
        </FormBox>
      )}
      {link && <Made link={link} name={name} />}
    </Section>
  );
}

function Made({ link, name }: { link: SignInLink; name: string }) {
  return (
    <div class="stack">
      <Say kind="ok"><p>{t('linkOnce', { name })}</p><p>{t('linkUntil', { day: day(new Date(link.expires_at), deviceZone()) })}</p></Say>
      <Copy label={t('linkLabel', { name })} text={link.url} press={t('linkCopy')} now />
    </div>
  );
}
