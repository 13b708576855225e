import type { Helper, Programme, Role } from '../api/types';
import { words } from '../i18n/words';
import { roleWord } from '../me/labels';
import { Face } from '../ui/Small';

const t = words('helpers', { lead: '{role} and safeguarding lead' });

/** The people who run a programme, by name. */
export function HelperList({ title, helpers, programme }: { title: string; helpers: Helper[]; programme: Programme }) {
  if (!helpers.length) return null;
  return (
    <section class="card" aria-labelledby="helpers">
      <h2 id="helpers">{title}</h2>
      {helpers.map((helper) => <HelperLine key={helper.display_name} helper={helper} programme={programme} />)}
    </section>
  );
}

export function HelperLine({ helper, programme }: { helper: Helper; programme: Programme }) {
  const role = roleWord(helper.role as Role, programme);
  return (
    <div class="person">
      <Face name={helper.display_name} tone={helper.role === 'learning_partner' ? 'plum' : 'clay'} />
      <p><strong><bdi>{helper.display_name}</bdi></strong><br /><span class="muted small">{helper.safeguarding_lead ? t('lead', { role }) : role}</span></p>
    </div>
  );
}
