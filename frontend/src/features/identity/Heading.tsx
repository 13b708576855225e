import { useEffect, useRef } from 'preact/hooks';

/** What has taken the place of something else takes the focus too. */
export function Heading({ children }: { children: string }) {
  const here = useRef<HTMLHeadingElement>(null);
  useEffect(() => here.current?.focus(), []);
  return <h2 ref={here} tabIndex={-1}>{children}</h2>;
}
