// @vitest-environment happy-dom
import { render, type VNode } from 'preact';
import { LocationProvider } from 'preact-iso';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Me, Participant } from '../src/api/types';
import Account from '../src/features/identity/Account';
import Welcome from '../src/features/identity/Welcome';
import { GiveLink } from '../src/features/participants/GiveLink';
import { me } from '../src/me/store';

const WARNED = 'We have no email address for';
let page: HTMLElement;

beforeEach(() => {
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(() => {
  render(null, page);
  page.remove();
  me.value = null;
  vi.unstubAllGlobals();
});

const shown = (what: VNode) => render(<LocationProvider>{what}</LocationProvider>, page);
const person = (email: string | null) => ({ id: 'p', display_name: 'Amina', email, allowed: ['participant:link'] }) as unknown as Participant;

describe.each([[null, true], ['amina@example.org', false]] as const)('to somebody whose address is %s', (email, warned) => {
  test('a coordinator is told before making a link', () => {
    shown(<GiveLink person={person(email)} />);
    expect(page.querySelector('button')).not.toBeNull();
    expect((page.textContent ?? '').includes(WARNED)).toBe(warned);
  });

  test('the first sign-in says so before a password is chosen', async () => {
    const invited = { display_name: 'Amina', email, programme: 'Side by Side', role: 'coach', role_label: null, organisers: 'Efe' };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(invited), { headers: { 'Content-Type': 'application/json' } })));
    history.replaceState(null, '', '/welcome#a-link');
    shown(<Welcome />);
    await vi.waitFor(() => expect(page.textContent).toContain('Who sees what about you'));
    expect((page.textContent ?? '').includes(WARNED)).toBe(warned);
  });

  test('the account says so before signing out', () => {
    me.value = { person: { id: 'p', display_name: 'Amina', email, }, readers: { display_name: ['you'] }, participants: [], allowed: [] } as unknown as Me;
    shown(<Account />);
    expect(page.textContent).toContain('Sign out on this device');
    expect((page.textContent ?? '').includes(WARNED)).toBe(warned);
  });
});
