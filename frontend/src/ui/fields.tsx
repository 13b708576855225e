import type { ComponentChildren } from 'preact';
import { boxId, type Form } from './form';
import { t } from './words';

type Named<V, T> = { [K in keyof V]: V[K] extends T ? K : never }[keyof V] & string;

interface Asked {
  label: string;
  hint?: ComponentChildren;
  /** Said of what may be left empty. */
  optional?: boolean;
  /** The id of a line elsewhere that says who can see what is written. */
  readers?: string | undefined;
  big?: boolean;
}

interface FrameProps extends Asked {
  id: string;
  error: string | undefined;
  children: ComponentChildren;
}

const said = ({ label, optional }: Asked): string => (optional ? t('optional', { label }) : label);

const describedBy = (id: string, hint: unknown, error: unknown, readers?: string): string | undefined =>
  [hint ? `${id}-hint` : '', readers, error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

const look = ({ big, error }: { big?: boolean | undefined; error: string | undefined }): string =>
  `field${big ? ' big' : ''}${error ? ' bad' : ''}`;

/** What is said between a question and its box. */
export function Hints({ id, hint, error }: { id: string; hint?: ComponentChildren; error: string | undefined }) {
  return (
    <>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="msg" id={`${id}-error`}><span class="vh">{t('errorAt')}</span>{error}</p>}
    </>
  );
}

function Frame({ id, error, children, hint, big, ...asked }: FrameProps) {
  return (
    <div class={look({ big, error })}>
      <label for={id}>{said(asked)}</label>
      <Hints id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

interface Plain {
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'date' | 'time' | 'number';
  autoComplete?: string;
  inputMode?: 'email' | 'numeric' | 'tel';
  spellcheck?: boolean;
  min?: string;
  max?: string;
}

interface TextProps<V> extends Asked, Plain {
  form: Form<V>;
  name: Named<V, string>;
  short?: boolean;
}

export function TextField<V>({ form, name, label, hint, optional, big, short, type, readers, ...rest }: TextProps<V>) {
  const id = boxId(form, name);
  const error = form.errors[name];
  return (
    <Frame id={id} error={error} {...{ label, hint, optional: !!optional, big: !!big }}>
      <input
        id={id}
        type={(type ?? 'text') as 'text'}
        class={short ? 'line short' : 'line'}
        value={form.values[name] as string}
        aria-describedby={describedBy(id, hint, error, readers)}
        aria-invalid={error ? true : undefined}
        onInput={(event) => form.set(name, event.currentTarget.value as V[typeof name])}
        {...rest}
      />
    </Frame>
  );
}

interface AreaProps<V> extends Asked {
  form: Form<V>;
  name: Named<V, string>;
  limit?: number;
  rows?: number;
  low?: boolean;
}

/** A box for more than a line. It says how much room there is, and warns only when that runs out. */
export function TextArea<V>({ form, name, label, hint, optional, big, limit = 4000, rows = 4, low, readers }: AreaProps<V>) {
  const id = boxId(form, name);
  const error = form.errors[name];
  const value = form.values[name] as string;
  const left = limit - [...value].length;
  return (
    <Frame id={id} error={error} {...{ label, hint, optional: !!optional, big: !!big }}>
      <textarea
        id={id}
        class={low ? 'input low' : 'input'}
        rows={rows}
        value={value}
        aria-describedby={`${describedBy(id, hint, error, readers) ?? ''} ${id}-room`}
        aria-invalid={error ? true : undefined}
        onInput={(event) => form.set(name, event.currentTarget.value as V[typeof name])}
      />
      <p class="foot" id={`${id}-room`}>{left > 200 ? t('upTo', { n: limit.toLocaleString('en-GB') }) : left >= 0 ? t('left', { n: left }) : t('over', { n: -left })}</p>
    </Frame>
  );
}

export interface Choice<T extends string = string> {
  value: T;
  label: string;
  hint?: string;
}

interface ChoiceProps<V> extends Asked {
  form: Form<V>;
  name: Named<V, string>;
  choices: readonly Choice[];
}

export function SelectField<V>({ form, name, label, hint, optional, big, choices, readers }: ChoiceProps<V>) {
  const id = boxId(form, name);
  const error = form.errors[name];
  return (
    <Frame id={id} error={error} {...{ label, hint, optional: !!optional, big: !!big }}>
      <select id={id} class="line" value={form.values[name] as string} aria-describedby={describedBy(id, hint, error, readers)} aria-invalid={error ? true : undefined} onChange={(event) => form.set(name, event.currentTarget.value as V[typeof name])}>
        {choices.map(({ value, label: shown }) => <option key={value} value={value}>{shown}</option>)}
      </select>
    </Frame>
  );
}

interface Radios<V> extends ChoiceProps<V> {
  /** Pills in a row, or cards under one another. */
  as?: 'pills' | 'cards';
  hideLabel?: boolean;
}

/** One of a few: radios that keep their meaning, however they look. */
export function RadioField<V>({ form, name, choices, as = 'cards', hint, big, hideLabel, ...asked }: Radios<V>) {
  const id = boxId(form, name);
  const error = form.errors[name];
  const radio = (value: string, n: number) => (
    <input type="radio" id={n === 0 ? id : undefined} name={id} value={value} checked={form.values[name] === value} onChange={() => form.set(name, value as V[typeof name])} />
  );
  return (
    <fieldset class={look({ big, error })} aria-describedby={describedBy(id, hint, error)}>
      <legend class={hideLabel ? 'vh' : undefined}>{said(asked)}</legend>
      <Hints id={id} hint={hint} error={error} />
      {as === 'pills'
        ? <div class="pick">{choices.map(({ value, label }, n) => <label key={value}>{radio(value, n)}{label}</label>)}</div>
        : <div class="opts">{choices.map(({ value, label, hint: more }, n) => <label class="opt" key={value}>{radio(value, n)}<span><b>{label}</b>{more && <span>{more}</span>}</span></label>)}</div>}
    </fieldset>
  );
}

interface TickProps<V> {
  form: Form<V>;
  name: Named<V, boolean>;
  label: ComponentChildren;
  hint?: string;
}

export function TickField<V>({ form, name, label, hint }: TickProps<V>) {
  const id = boxId(form, name);
  const error = form.errors[name];
  return (
    <div class={look({ error })}>
      <Hints id={id} error={error} />
      <label class="tickbox" for={id}>
        <input id={id} type="checkbox" checked={form.values[name] as boolean} aria-describedby={describedBy(id, undefined, error)} aria-invalid={error ? true : undefined} onChange={(event) => form.set(name, event.currentTarget.checked as V[typeof name])} />
        <span>{label}{hint && <><br /><span class="small muted">{hint}</span></>}</span>
      </label>
    </div>
  );
}
