import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call } from '../src/api/call';
import { Problem } from '../src/api/problem';
import { forgetToken, keepToken, onLost } from '../src/api/token';

interface Asked {
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
}

let asked: Asked[] = [];
let answers: (() => Response | Promise<Response>)[] = [];

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => () => new Response(JSON.stringify(body), { status, headers });
const token = (access_token: string) => json(200, { access_token, token_type: 'Bearer', expires_in: 600 });
const problem = (status: number, body: object) => json(status, body, { 'Content-Type': 'application/problem+json' });
const signedIn = () => keepToken({ access_token: 'first', expires_in: 600 });

beforeEach(() => {
  asked = [];
  answers = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    asked.push({ method: init.method ?? 'GET', url, headers: new Headers(init.headers), body: init.body });
    const answer = answers.shift();
    if (!answer) throw new TypeError('no network');
    return answer();
  });
  forgetToken();
  onLost(() => Promise.resolve(false));
});
afterEach(() => vi.unstubAllGlobals());

const paths = () => asked.map(({ method, url }) => `${method} ${url}`);

describe('call()', () => {
  test('fills the path, leaves out empty questions, and says who is asking', async () => {
    signedIn();
    answers = [json(200, { items: [], next: null }), json(200, { id: 'a/b' }, { ETag: '"tag"' })];
    await call('get', '/api/v1/pairings', { query: { state: 'active', programme_id: undefined, limit: 5 } });
    const { data, etag } = await call('get', '/api/v1/pairings/{pairing_id}', { path: { pairing_id: 'a/b' } });
    expect(paths()).toEqual(['GET /api/v1/pairings?state=active&limit=5', 'GET /api/v1/pairings/a%2Fb']);
    expect(asked[0]?.headers.get('Authorization')).toBe('Bearer first');
    expect([data.id, etag]).toEqual(['a/b', '"tag"']);
  });

  test('sends the key of an attempt and the tag of what was read', async () => {
    signedIn();
    answers = [json(201, {}), json(200, {})];
    await call('post', '/api/v1/declarations', { body: { participant_id: 'p', text: 'x' }, key: 'k1' });
    await call('patch', '/api/v1/sessions/{session_id}', { path: { session_id: 's' }, body: { place: 'here' }, etag: '"t"' });
    expect(asked[0]?.headers.get('Idempotency-Key')).toBe('k1');
    expect(asked[0]?.headers.get('Content-Type')).toBe('application/json');
    expect(asked[1]?.headers.get('If-Match')).toBe('"t"');
    expect(asked[1]?.body).toBe('{"place":"here"}');
  });

  test('the compiler knows paths, methods, values and what has to be given', () => {
    const never = () => {
      // @ts-expect-error no such state
      void call('get', '/api/v1/pairings', { query: { state: 'nope' } });
      // @ts-expect-error no such method here
      void call('delete', '/api/v1/pairings/{pairing_id}', { path: { pairing_id: 'x' } });
      // @ts-expect-error the body is missing
      void call('post', '/api/v1/declarations');
    };
    expect(never).toBeTypeOf('function');
  });

  test('an error carries its code, its words and the boxes to mend', async () => {
    signedIn();
    answers = [problem(422, { code: 'invalid', title: 'Look again.', errors: [{ pointer: '/text', code: 'too_long', message: 'Shorter.' }] })];
    const reason = await call('get', '/api/v1/me').catch((caught: unknown) => caught);
    expect(reason).toBeInstanceOf(Problem);
    expect(reason).toMatchObject({ status: 422, code: 'invalid', detail: 'Look again.', fields: [{ field: 'text', code: 'too_long', message: 'Shorter.' }] });
  });

  test('an answer that is no problem at all is still told kindly', async () => {
    signedIn();
    answers = [() => new Response('<html>bad gateway</html>', { status: 502 })];
    await expect(call('get', '/api/v1/me')).rejects.toMatchObject({ status: 502, code: 'http_502' });
  });

  test('nobody answers: it says so, and does not sign out', async () => {
    signedIn();
    await expect(call('get', '/api/v1/me')).rejects.toMatchObject({ status: 0, code: 'out_of_reach' });
  });

  test('leaving a page stops its questions without a word', async () => {
    signedIn();
    const leaving = new AbortController();
    answers = [() => {
      leaving.abort();
      throw new DOMException('left', 'AbortError');
    }];
    await expect(call('get', '/api/v1/me', { signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the access token', () => {
  test('is made new once for all who find it old at the same time', async () => {
    signedIn();
    answers = [problem(401, {}), problem(401, {}), token('second'), json(200, { n: 1 }), json(200, { n: 2 })];
    await Promise.all([call('get', '/api/v1/me'), call('get', '/api/v1/me')]);
    expect(paths().filter((one) => one.includes('refresh'))).toEqual(['POST /api/v1/sign-in/refresh']);
    expect(asked.at(-1)?.headers.get('Authorization')).toBe('Bearer second');
  });

  test('is made new shortly before it runs out, without a refused question', async () => {
    keepToken({ access_token: 'old', expires_in: 20 });
    answers = [token('fresh'), json(200, {})];
    await call('get', '/api/v1/me');
    expect(paths()).toEqual(['POST /api/v1/sign-in/refresh', 'GET /api/v1/me']);
    expect(asked[1]?.headers.get('Authorization')).toBe('Bearer fresh');
  });

  test('whose sign-in has ended asks the person, then sends once more what was to be sent', async () => {
    signedIn();
    onLost(async () => {
      keepToken({ access_token: 'again', expires_in: 600 });
      return true;
    });
    answers = [problem(401, {}), problem(401, { code: 'sign_in_over' }), json(201, { id: 'kept' })];
    const { data } = await call('post', '/api/v1/declarations', { body: { participant_id: 'p', text: 'my words' }, key: 'k' });
    expect(data.id).toBe('kept');
    expect(asked.at(-1)?.body).toContain('my words');
    expect(asked.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['k', null, 'k']);
  });

  test('is not renewed for a wrong password', async () => {
    answers = [problem(401, { code: 'wrong_credentials' })];
    await expect(call('post', '/api/v1/sign-in', { body: { email: 'a', password: 'b' }, open: true })).rejects.toMatchObject({ code: 'wrong_credentials' });
    expect(asked).toHaveLength(1);
  });

  test('a network that fails while renewing is not an ended sign-in', async () => {
    const asksAgain = vi.fn(() => Promise.resolve(true));
    onLost(asksAgain);
    signedIn();
    answers = [problem(401, {})];
    await expect(call('get', '/api/v1/me')).rejects.toMatchObject({ code: 'out_of_reach' });
    expect(asksAgain).not.toHaveBeenCalled();
  });
});
