import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem';
import { fieldWords, problemWords, t } from './words';

type Values = Record<string, unknown>;
export type Errors<V> = Partial<Record<keyof V & string, string>>;

export interface Form<V> {
  id: string;
  values: V;
  set: <K extends keyof V & string>(name: K, value: V[K]) => void;
  reset: (values: V) => void;
  errors: Errors<V>;
  /** What went wrong with the whole of it, in words. */
  trouble: string;
  /** Counts the times that something needed a look, so that the summary takes the focus each time. */
  looks: number;
  busy: boolean;
  submit: (event: Event) => void;
}

interface FormOptions<V, R> {
  start: V;
  check?: (values: V) => Errors<V>;
  /** `key` is the Idempotency-Key: it stays while the same answers are sent again. */
  send: (values: V, key: string) => Promise<R>;
  done?: (result: R, values: V) => void;
  /** Which boxes the server’s names stand for, where they differ. Return true if the problem was told elsewhere. */
  onProblem?: (problem: Problem) => boolean;
}

function useAttempt(): (values: unknown) => string {
  const last = useRef({ sent: '', key: '' });
  return (values) => {
    const sent = JSON.stringify(values);
    if (last.current.sent !== sent) last.current = { sent, key: crypto.randomUUID() };
    return last.current.key;
  };
}

function errorsOf<V extends Values>(problem: Problem, values: V): Errors<V> {
  const known = problem.fields.filter(({ field }) => field in values);
  return Object.fromEntries(known.map((one) => [one.field, fieldWords(one)])) as Errors<V>;
}

/** The state of one form: what is in it, what needs a look, and sending it once. */
export function useForm<V extends Values, R>({ start, check, send, done, onProblem }: FormOptions<V, R>): Form<V> {
  const id = useId();
  const attempt = useAttempt();
  const [values, setValues] = useState(start);
  const [state, setState] = useState<{ errors: Errors<V>; trouble: string; looks: number; busy: boolean }>({ errors: {}, trouble: '', looks: 0, busy: false });

  const look = (errors: Errors<V>, trouble = '') => setState(({ looks }) => ({ errors, trouble, looks: looks + 1, busy: false }));
  const fail = (reason: unknown) => {
    if (!(reason instanceof Problem)) throw reason;
    if (onProblem?.(reason)) {
      setState((s) => ({ ...s, busy: false }));
      return;
    }
    const errors = errorsOf(reason, values);
    look(errors, Object.keys(errors).length ? '' : problemWords(reason));
  };
  const run = async () => {
    setState((s) => ({ ...s, errors: {}, trouble: '', busy: true }));
    try {
      const result = await send(values, attempt(values));
      setState((s) => ({ ...s, busy: false }));
      done?.(result, values);
    } catch (reason) {
      fail(reason);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (state.busy) return;
    const errors = check?.(values) ?? {};
    if (Object.values(errors).some(Boolean)) look(errors);
    else void run();
  };
  const set: Form<V>['set'] = (name, value) => setValues((before) => ({ ...before, [name]: value }));
  const reset = (to: V) => {
    setValues(to);
    setState((s) => ({ ...s, errors: {}, trouble: '' }));
  };
  return { id, values, set, reset, submit, ...state };
}

export const boxId = (form: { id: string }, name: string): string => `${form.id}-${name}`;

/** A form, with what needs a look told at its top. */
export function FormBox<V extends Values>({ form, children, class: look = 'stack gap-m' }: { form: Form<V>; children: ComponentChildren; class?: string }) {
  return (
    <form class={look} noValidate onSubmit={form.submit}>
      <Summary form={form} />
      {children}
    </form>
  );
}

function Summary<V extends Values>({ form }: { form: Form<V> }) {
  const box = useRef<HTMLDivElement>(null);
  const told = Object.entries(form.errors).filter(([, words]) => words) as [string, string][];
  const shown = told.length > 0 || !!form.trouble;

  useEffect(() => {
    if (form.looks) box.current?.focus();
  }, [form.looks]);
  useEffect(() => {
    if (!shown) return undefined;
    const before = document.title;
    // Another form on this page may have said so already.
    if (before.startsWith(t('error', { title: '' }))) return undefined;
    document.title = t('error', { title: before });
    return () => {
      document.title = before;
    };
  }, [shown]);

  if (!shown) return null;
  const go = (name: string) => (event: Event) => {
    event.preventDefault();
    document.getElementById(boxId(form, name))?.focus();
  };
  return (
    <div class="alert" ref={box} role="alert" tabIndex={-1} aria-labelledby={boxId(form, 'summary')}>
      <h2 id={boxId(form, 'summary')}>{told.length ? t('look', { n: told.length }) : t('lookElse')}</h2>
      {form.trouble && <p>{form.trouble}</p>}
      {told.length > 0 && <ul>{told.map(([name, words]) => <li key={name}><a href={`#${boxId(form, name)}`} onClick={go(name)}>{words}</a></li>)}</ul>}
    </div>
  );
}

/** The button that sends a form. It stays readable and in place while it works. */
export function Send({ form, children, look = 'btn' }: { form: { busy: boolean }; children: ComponentChildren; look?: string }) {
  return <button type="submit" class={look} aria-disabled={form.busy}>{children}</button>;
}
