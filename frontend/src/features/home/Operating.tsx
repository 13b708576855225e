import { may } from '../../api/allowed';
import { me, programmes } from '../../me/store';
import { Section } from '../../ui/Small';
import { Hello } from '../../shared/Hello';
import { TaskLine } from '../../ui/Todo';
import { t } from './operatingWords';

/** The home of someone who runs the installation. */
export default function Operating() {
  const all = [...programmes.value.values()];
  return (
    <Hello lead={t('operatingLead')}>
      <div class="stack gap-l">
        <Section id="programmes" title={t('programmes')}>
          <div class="stack gap-m">
            {all.length
              ? <ul class="todo" role="list">{all.slice(0, 5).map(({ id, name, aims }) => <TaskLine key={id} href={`/programmes/${id}`} what={name} hint={aims} />)}</ul>
              : <p>{t('programmesNone')}</p>}
            <div class="acts"><a class="btn" href="/programmes/new">{t('makeProgramme')}</a></div>
          </div>
        </Section>
        {may(me.value, 'organisation:import') && (
          <Section id="organisations" title={t('bringOrganisations')}>
            <p>{t('bringOrganisationsHint')}</p>
            <p><a href="/organisations">{t('bringOrganisations')}</a></p>
          </Section>
        )}
      </div>
    </Hello>
  );
}
