import { useId } from 'preact/hooks';
import { words } from '../i18n/words';
import { read, reading } from './reading';

const t = words('reading', {
  text: 'Size of the words',
  theme: 'Colours',
  contrast: 'Contrast',
  spacing: 'Space between words and lines',
  usual: 'Usual',
  large: 'Large',
  larger: 'Larger',
  device: 'As my device',
  light: 'Light',
  dark: 'Dark',
  more: 'More',
  kept: 'We remember this on this device.',
});

const CHOICES = [
  ['text', [['', 'usual'], ['large', 'large'], ['larger', 'larger']]],
  ['theme', [['', 'device'], ['light', 'light'], ['dark', 'dark']]],
  ['contrast', [['', 'usual'], ['more', 'more']]],
  ['spacing', [['', 'usual'], ['more', 'more']]],
] as const;

/** The choices themselves: in the box behind the button of every page, and on a page of their own. */
export function ReadingSettings() {
  const id = useId();
  return (
    <div class="stack">
      {CHOICES.map(([name, choices]) => (
        <fieldset class="pick" key={name}>
          <legend>{t(name)}</legend>
          {choices.map(([value, label]) => (
            <label key={value}>
              <input type="radio" name={`${id}-${name}`} value={value} checked={reading.value[name] === value} onChange={() => read({ [name]: value })} />
              {t(label)}
            </label>
          ))}
        </fieldset>
      ))}
      <p class="small muted">{t('kept')}</p>
    </div>
  );
}
