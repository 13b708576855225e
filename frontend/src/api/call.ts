import { outOfReach, Problem, signedOut } from './problem';
import type { paths } from './schema';
import { currentToken, recover } from './token';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];

type PathPart<O> = O extends { parameters: { path: infer V } } ? { path: V } : unknown;
type QueryPart<O> = O extends { parameters: { query?: infer V } } ? ([V] extends [undefined] ? unknown : { query?: Loose<V> }) : unknown;
type BodyPart<O> = O extends { requestBody: { content: infer C } }
  ? 'application/json' extends keyof C ? { body: C['application/json'] } : { body: Blob }
  : O extends { requestBody?: infer B } ? OptionalBody<B> : unknown;
type OptionalBody<B> = [B] extends [undefined] ? unknown : B extends { content: { 'application/json': infer V } } ? { body?: V } : never;
type Loose<V> = { [K in keyof V]?: V[K] | undefined };
type Json<A> = A extends { content: { 'application/json': infer V } } ? V : never;
type Reply<O> = O extends { responses: infer R } ? Json<R[(200 | 201) & keyof R]> : never;

interface Extras {
  /** Idempotency-Key: the same for each try of one attempt to make something. */
  key?: string | undefined;
  /** If-Match: what was read before it was changed. */
  etag?: string | null | undefined;
  signal?: AbortSignal | undefined;
  /** Needs no sign-in, so a 401 is an answer and not the end of one. */
  open?: boolean;
}
type Options<O> = PathPart<O> & QueryPart<O> & BodyPart<O> & Extras;
type Rest<O> = object extends Options<O> ? [options?: Options<O>] : [options: Options<O>];

export interface Answer<T> {
  data: T;
  etag: string | null;
}

interface Plain extends Extras {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

function address(template: string, { path = {}, query = {} }: Plain): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) asked.append(name, String(one));
  }
  const text = asked.toString();
  return text ? `${filled}?${text}` : filled;
}

function headersFor({ body, key, etag }: Plain, token: string): Headers {
  const headers = new Headers({ Accept: 'application/json' });
  if (token) headers.set('Authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('Content-Type', body instanceof Blob ? body.type || 'text/csv' : 'application/json');
  if (key) headers.set('Idempotency-Key', key);
  if (etag) headers.set('If-Match', etag);
  return headers;
}

async function send(method: string, url: string, options: Plain): Promise<Response> {
  const token = options.open ? '' : await currentToken();
  const body = options.body === undefined || options.body instanceof Blob ? options.body : JSON.stringify(options.body);
  const request: RequestInit = { method: method.toUpperCase(), headers: headersFor(options, token), signal: options.signal ?? null };
  if (body !== undefined) request.body = body;
  return fetch(url, request).catch((reason: unknown) => {
    throw options.signal?.aborted ? reason : outOfReach();
  });
}

/** Ask, and once more after the sign-in is renewed; give the answer if it is a good one. */
async function ask(method: string, url: string, options: Plain): Promise<Response> {
  let answer = await send(method, url, options);
  if (answer.status === 401 && !options.open) {
    if (!(await recover())) throw signedOut();
    answer = await send(method, url, options);
  }
  if (!answer.ok) throw await Problem.from(answer);
  return answer;
}

/** Fetch a folder that the API makes, to be saved on the device. */
export const fetchFolder = (path: '/api/v1/me/copy/zip'): Promise<Blob> => ask('post', path, {}).then((answer) => answer.blob());

/** Ask the API for something, by method and path; the compiler knows what goes in and what comes back. */
export async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[given]: Rest<paths[P][M]>
): Promise<Answer<Reply<paths[P][M]>>> {
  const options: Plain = given ?? {};
  const answer = await ask(method, address(path, options), options);
  const data: unknown = answer.status === 204 ? undefined : await answer.json();
  return { data: data as Reply<paths[P][M]>, etag: answer.headers.get('ETag') };
}
