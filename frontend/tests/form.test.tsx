// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../src/api/problem';
import { FormBox, Send, useForm } from '../src/ui/form';
import { RadioField, TextField } from '../src/ui/fields';

let page: HTMLElement;
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));
const press = async () => {
  page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settled();
};
const type = async (text: string) => {
  const box = page.querySelector<HTMLInputElement>('input[type=text]');
  if (!box) throw new Error('no box');
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
};

beforeEach(() => {
  document.title = 'A page';
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(() => {
  render(null, page);
  page.remove();
});

type Values = { name: string; size: string };
type Send_ = (values: Values, key: string) => Promise<string>;

function Example({ send, done }: { send: Send_; done?: (result: string, values: Values) => void }) {
  const form = useForm<Values, string>({
    start: { name: '', size: 's' },
    check: (v) => ({ name: v.name.trim() ? '' : 'Write a name' }),
    send,
    ...(done ? { done } : {}),
  });
  return (
    <FormBox form={form}>
      <TextField form={form} name="name" label="Your name" hint="Any will do" />
      <RadioField form={form} name="size" label="Size" choices={[{ value: 's', label: 'Small' }, { value: 'l', label: 'Large' }]} />
      <Send form={form}>Save</Send>
    </FormBox>
  );
}

describe('a form', () => {
  test('each box has its name and its hint', () => {
    render(<Example send={async () => ''} />, page);
    const box = page.querySelector('input');
    expect(page.querySelector(`label[for="${box?.id}"]`)?.textContent).toBe('Your name');
    expect(document.getElementById(box?.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Any will do');
    expect(page.querySelector('fieldset legend')?.textContent).toBe('Size');
  });

  test('tells at its top what needs a look, and goes there', async () => {
    const send = vi.fn<Send_>(async () => '');
    render(<Example send={send} />, page);
    await press();
    const summary = page.querySelector('.alert');
    expect(send).not.toHaveBeenCalled();
    expect(summary?.textContent).toContain('Write a name');
    expect(document.activeElement).toBe(summary);
    expect(document.title).toBe('Error: A page');
    expect(page.querySelector('input')?.getAttribute('aria-invalid')).toBe('true');
    summary?.querySelector('a')?.click();
    expect(document.activeElement).toBe(page.querySelector('input'));
  });

  test('puts the server’s words at the box they are about', async () => {
    const about = new Problem(422, { code: 'invalid', errors: [{ pointer: '/name', code: 'own_code', message: 'Not that one.' }] });
    render(<Example send={async () => Promise.reject(about)} />, page);
    await type('Ruth');
    await press();
    expect(page.querySelector('.msg')?.textContent).toContain('Not that one.');
  });

  test('says in the page’s own words what has a code, and keeps what was written', async () => {
    render(<Example send={async () => Promise.reject(new Problem(409, { code: 'time_taken', detail: 'in other words' }))} />, page);
    await type('Ruth');
    await press();
    expect(page.querySelector('.alert')?.textContent).toContain('One of you already has a session');
    expect(page.querySelector('input')?.value).toBe('Ruth');
  });

  test('sends the same answers again under the same key, and others under another', async () => {
    const send = vi.fn<Send_>(async () => Promise.reject(new Problem(0, { code: 'out_of_reach' })));
    render(<Example send={send} />, page);
    await type('Ruth');
    await press();
    await press();
    await type('Ruth A');
    await press();
    const [first, second, third] = send.mock.calls.map(([, key]) => key);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  test('is sent once, however often one presses', async () => {
    let finish: (made: string) => void = () => undefined;
    const send = vi.fn<Send_>(() => new Promise((resolve) => {
      finish = resolve;
    }));
    const done = vi.fn();
    render(<Example send={send} done={done} />, page);
    await type('Ruth');
    await press();
    await press();
    finish('made');
    await settled();
    expect(send).toHaveBeenCalledTimes(1);
    expect(done).toHaveBeenCalledWith('made', { name: 'Ruth', size: 's' });
  });
});
