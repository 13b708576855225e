import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { arrivals, flash, refocus } from './arrivals';
import { Say } from './Say';
import { t } from './words';

let greeted = 0;
/** Whether a page was shown before: the first one leaves the focus where the browser has it. */
let opened = false;

interface PageProps {
  title: string;
  lead?: ComponentChildren;
  back?: { href: string; to: string } | undefined;
  actions?: ComponentChildren;
  narrow?: boolean;
  children?: ComponentChildren;
}

/** A page with its one heading: it names the window, and takes the focus when one comes from another page. */
export function Page({ title, lead, back, actions, narrow = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const message = useRef<HTMLDivElement>(null);
  const arrival = arrivals.value;
  const done = flash.value;

  useEffect(() => {
    document.title = `${title} – Alongside`;
    if (opened) refocus();
    opened = true;
  }, [title]);
  useEffect(() => {
    if (arrival === greeted) return;
    greeted = arrival;
    (message.current ?? heading.current)?.focus();
  }, [arrival]);
  useEffect(() => {
    if (done) message.current?.focus();
  }, [done]);

  return (
    <div class={narrow ? 'narrow' : undefined}>
      {back && <Back {...back} />}
      {done && <div class="flash" ref={message} tabIndex={-1}><Say kind={done.kind}>{done.message}</Say></div>}
      <div class={actions ? 'hello row far' : 'hello'}>
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div class="acts">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

function Back({ href, to }: { href: string; to: string }) {
  return <a class="back" href={href}><span aria-hidden="true">←</span> {t('back', { place: to })}</a>;
}
