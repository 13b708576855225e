// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReadBy, withReaders } from '../src/shared/ReadBy';

let page: HTMLElement;
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));
const told = (names: string[] | null) => {
  render(<ReadBy names={names} />, page);
  return page.textContent;
};

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
});
