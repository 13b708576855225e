// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { arrived, flash, tellDone } from '../src/ui/arrivals';
import { forgetDrafts, useDraft } from '../src/ui/drafts';
import { Page } from '../src/ui/Page';
import { read, startReading } from '../src/ui/reading';

let page: HTMLElement;
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(() => {
  render(null, page);
  page.remove();
  forgetDrafts();
});

function Note({ saved = 'old' }: { saved?: string }) {
  const draft = useDraft('note 1', saved);
  return <><textarea value={draft.text} onInput={(event) => draft.write(event.currentTarget.value)} />{draft.unsaved && <p>not saved</p>}</>;
}

describe('words that are not saved yet', () => {
  const write = async (text: string) => {
    const box = page.querySelector('textarea');
    if (!box) throw new Error('no box');
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
  };

  test('are there again when one comes back to the page, and are kept in no storage', async () => {
    render(<Note />, page);
    await write('my words');
    render(null, page);
    render(<Note />, page);
    expect(page.querySelector('textarea')?.value).toBe('my words');
    expect(page.textContent).toContain('not saved');
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain('my words');
  });

  test('are gone after signing out', async () => {
    render(<Note />, page);
    await write('my words');
    render(null, page);
    forgetDrafts();
    render(<Note />, page);
    expect(page.querySelector('textarea')?.value).toBe('old');
  });

  test('hold back the closing of the window, until they are as they were', async () => {
    const closing = () => {
      const event = new Event('beforeunload', { cancelable: true });
      dispatchEvent(event);
      return event.defaultPrevented;
    };
    render(<Note />, page);
    expect(closing()).toBe(false);
    await write('my words');
    expect(closing()).toBe(true);
    await write('old');
    expect(closing()).toBe(false);
  });
});

describe('arriving at a page', () => {
  test('names the window and moves the focus to the heading, but not on the first page', async () => {
    render(<Page title="First" />, page);
    await settled();
    expect(document.title).toBe('First – Alongside');
    expect(document.activeElement).not.toBe(page.querySelector('h1'));
    arrived();
    render(<Page key="2" title="Second" />, page);
    await settled();
    expect(document.activeElement).toBe(page.querySelector('h1'));
  });

  test('what was just done is told on the next page, and no longer', async () => {
    tellDone('Saved.');
    arrived();
    render(<Page title="Next" />, page);
    await settled();
    expect(page.querySelector('[role=status]')?.textContent).toContain('Saved.');
    expect(document.activeElement?.textContent).toContain('Saved.');
    arrived();
    await settled();
    expect(flash.value).toBeNull();
    expect(page.querySelector('[role=status]')).toBeNull();
  });
});

describe('reading settings', () => {
  test('are remembered on the device and shown on the page’s root', () => {
    read({ text: 'larger', contrast: 'more' });
    expect(document.documentElement.dataset).toMatchObject({ text: 'larger', contrast: 'more' });
    read({ contrast: '' });
    startReading();
    expect(document.documentElement.dataset.text).toBe('larger');
    expect(document.documentElement.dataset.contrast).toBeUndefined();
  });

  test('a broken memory means the usual settings', () => {
    localStorage.setItem('alongside.reading', '{not json');
    startReading();
    expect(document.documentElement.dataset.text).toBeUndefined();
  });
});
