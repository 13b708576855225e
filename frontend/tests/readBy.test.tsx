// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReadBy, useGathered, withReaders } from '../src/shared/ReadBy';

let page: HTMLElement;
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));
const told = (names: string[] | null) => {
  render(<ReadBy names={names} />, page);
  return page.textContent;
};

/** Two facts and a box, as a page shows them. */
function Shown({ readers }: { readers: Record<string, string[]> }) {
  const { line, own, box } = useGathered(readers, ['email', 'phone', 'topics']);
  const { hint, readers: described } = box('phone', 'Phone');
  return <>{line}<i>{own('email')?.join()}</i><b>{own('topics')?.join()}</b><input aria-describedby={described} />{hint}</>;
}

beforeEach(() => {
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(() => {
  render(null, page);
  page.remove();
});

describe('who can see this', () => {
  test('is said by name', () => {
    expect(told(['You', 'Ben'])).toBe('Who can see this: You and Ben');
    expect(told(['You'])).toBe('Who can see this: only you');
    expect(told(['Ben'])).toBe('Who can see this: Ben');
    expect(told([])).toBe('Who can see this: nobody just now');
  });

  test('is not made up where the API says nothing', () => {
    expect(told(null)).toBe('');
    expect(withReaders('A hint', undefined)).toBe('A hint');
    expect(withReaders('', undefined)).toBeUndefined();
  });

  test('is short where there are many, and tells all of them when asked', async () => {
    expect(told(['You', 'Ben', 'Efe', 'Gwen', 'Tess', 'Mo', 'Jo'])).toBe('Who can see this: You, Ben, Efe, Gwen and 3 more');
    const button = page.querySelector('button');
    expect(button?.hasAttribute('aria-expanded')).toBe(false);
    button?.click();
    await settled();
    expect(page.textContent).toBe('Who can see this: You, Ben, Efe, Gwen, Tess, Mo and Jo Show fewer');
    expect(page.querySelector('button')).toBe(button);
  });

  test('is said once for all fields where it is the same', () => {
    render(<Shown readers={{ email: ['You', 'Ben'], phone: ['You', 'Ben'], topics: ['You', 'Ben'] }} />, page);
    expect(page.textContent).toBe('Who can see these: You and Ben');
    expect(page.querySelector('input')?.getAttribute('aria-describedby')).toBe(page.querySelector('p')?.id);
  });

  test('is said by itself for the field where it is not the same', () => {
    render(<Shown readers={{ email: ['You', 'Ben'], phone: ['You', 'Ben'], topics: ['You'] }} />, page);
    expect(page.querySelector('p')?.textContent).toBe('Who can see these: You and Ben. Where it is not the same, it says so there.');
    expect(page.querySelector('i')?.textContent).toBe('');
    expect(page.querySelector('b')?.textContent).toBe('You');
  });

  test('is said of each where no two are the same', () => {
    render(<Shown readers={{ email: ['You', 'Ben'], phone: ['You'], topics: ['Ben'] }} />, page);
    expect(page.querySelector('p')).toBeNull();
    expect(page.textContent).toBe('You,BenBen Who can see this: only you');
    expect(page.querySelector('input')?.hasAttribute('aria-describedby')).toBe(false);
  });
});
