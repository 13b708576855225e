import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem';
import { refocus, speak } from './arrivals';
import { Page } from './Page';
import { Say } from './Say';
import { problemWords, t } from './words';

export interface Load<T> {
  data: T | undefined;
  problem: Problem | undefined;
  /** Ask again. What is shown stays until the answer is here. */
  reload: () => Promise<void>;
  /** Put in what an action answered. */
  set: (data: T) => void;
}

/** Load something when the page opens, and again when `on` changes; leaving the page stops it. */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, on: readonly unknown[]): Load<T> {
  const [state, setState] = useState<{ data?: T | undefined; problem?: Problem | undefined }>({});
  const running = useRef<AbortController | null>(null);
  const latest = useRef(ask);
  latest.current = ask;

  const reload = useCallback(async () => {
    running.current?.abort();
    const mine = (running.current = new AbortController());
    try {
      const data = await latest.current(mine.signal);
      if (!mine.signal.aborted) setState({ data });
    } catch (reason) {
      if (mine.signal.aborted) return;
      if (!(reason instanceof Problem)) throw reason;
      setState({ problem: reason });
    }
  }, []);

  useEffect(() => {
    setState({});
    void reload();
    return () => running.current?.abort();
  }, on);

  return { ...state, data: state.data, problem: state.problem, reload, set: (data: T) => setState({ data }) };
}

/** Shows what was loaded; until then that it is on its way; or why it is not coming, and what to do. */
export function Loaded<T>({ from, part = false, children }: { from: Load<T>; part?: boolean; children: (data: T) => ComponentChildren }) {
  if (from.data !== undefined) return <>{children(from.data)}</>;
  if (from.problem) return part ? <Trouble load={from} problem={from.problem} /> : <TroublePage load={from} problem={from.problem} />;
  return <p class="muted loading" role="status">{t('loading')}</p>;
}

function Trouble<T>({ load, problem }: { load: Load<T>; problem: Problem }) {
  return (
    <div class="stack">
      <Say key={problem.instance} kind="warn" now>{problemWords(problem)}</Say>
      <button type="button" class="btn quiet s" onClick={() => void load.reload().then(() => refocus())}>{t('tryAgain')}</button>
    </div>
  );
}

function TroublePage<T>({ load, problem }: { load: Load<T>; problem: Problem }) {
  if (problem.status === 404 || problem.status === 422) return <NotFound />;
  return (
    <Page title={t('troubleTitle')} narrow>
      <Trouble load={load} problem={problem} />
      {problem.instance && <p class="small muted">{t('reference', { id: problem.instance.replace(/^.*[:/]/, '') })}</p>}
    </Page>
  );
}

export function NotFound() {
  return <Page title={t('notFoundTitle')} lead={t('notFound')} narrow><p><a class="btn" href="/">{t('goHome')}</a></p></Page>;
}

interface Slice<T> {
  items: T[];
  next: string | null;
}

/** A list that comes in pages: what there is so far, and how to get more. */
export function useList<T>(ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Slice<T>>, on: readonly unknown[]) {
  const load = useLoad((signal) => ask(undefined, signal), on);
  const more = async () => {
    const { data } = load;
    if (!data?.next) return;
    const slice = await ask(data.next, new AbortController().signal);
    load.set({ items: [...data.items, ...slice.items], next: slice.next });
    speak(t('moreShown', { n: slice.items.length }));
  };
  return { ...load, more };
}

export function More({ list }: { list: { data: Slice<unknown> | undefined; more: () => Promise<void> } }) {
  const box = useRef<HTMLParagraphElement>(null);
  if (!list.data?.next) return null;
  const go = async () => {
    const before = box.current?.previousElementSibling;
    const rows = () => before?.querySelectorAll<HTMLElement>('li, tbody tr') ?? [];
    const { length } = rows();
    await list.more();
    refocus(() => rows()[length]);
  };
  return <p ref={box}><button type="button" class="btn quiet" onClick={() => void go()}>{t('more')}</button></p>;
}
