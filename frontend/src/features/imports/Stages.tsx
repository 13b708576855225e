import { t } from './words';

/** How far along one is. */
export function Stages({ at }: { at: 1 | 2 | 3 }) {
  const names = [t('step1'), t('step2'), t('step3')];
  return (
    <ol class="stages">
      {names.map((name, n) => (
        <li key={name} class={n + 1 < at ? 'done' : ''} aria-current={n + 1 === at ? 'step' : undefined}><b>{n + 1}</b> {name} {n + 1 < at && <span class="vh">{t('stepDone')}</span>}</li>
      ))}
    </ol>
  );
}
