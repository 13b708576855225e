import { call } from '../../api/call';
import { Problem } from '../../api/problem';
import { t } from './passkeyWords';

type Json = Record<string, unknown>;

interface Described {
  id: string;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

const words = (buffer: ArrayBuffer | null): string | undefined =>
  buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '') : undefined;

const named = (list: unknown): unknown => (list as Described[]).map((one) => Object.assign(one, { id: bytes(one.id) }));

/** The options as the browser wants them: what the server wrote as text is made bytes again. */
function forCreating(options: Json): PublicKeyCredentialCreationOptions {
  const user = options['user'] as Described;
  const whole = { ...options, challenge: bytes(String(options['challenge'])), user: { ...user, id: bytes(user.id) }, excludeCredentials: named(options['excludeCredentials']) };
  return whole as unknown as PublicKeyCredentialCreationOptions;
}

function forGetting(options: Json): PublicKeyCredentialRequestOptions {
  const whole = { ...options, challenge: bytes(String(options['challenge'])), allowCredentials: named(options['allowCredentials']) };
  return whole as unknown as PublicKeyCredentialRequestOptions;
}

/** What the browser gave, as text. `toJSON()` is not everywhere yet, so we write it ourselves. */
function told(given: Credential | null): Json {
  if (!(given instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError');
  const { response } = given;
  const parts: Json = { clientDataJSON: words(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    parts['attestationObject'] = words(response.attestationObject);
    parts['transports'] = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    parts['authenticatorData'] = words(response.authenticatorData);
    parts['signature'] = words(response.signature);
    parts['userHandle'] = words(response.userHandle);
  }
  return { id: given.id, rawId: words(given.rawId), type: given.type, response: parts };
}

/** Something that the browser or the device would not do, in words that help. */
function problemOf(reason: unknown, rp: unknown): unknown {
  if (!(reason instanceof DOMException)) return reason;
  const detail = reason.name === 'SecurityError' ? elsewhere(String(rp)) : reason.name === 'InvalidStateError' ? t('there') : t('stopped');
  return new Problem(0, { code: 'passkey_stopped', detail });
}

const elsewhere = (rp: string): string => (/^[\d.]+$|:/.test(rp) ? t('numbers') : t('elsewhere', { place: rp }));

const nameOf = (options: Json): unknown => options['rpId'] ?? (options['rp'] as Json)['id'];

async function asking(options: Json, ask: () => Promise<Credential | null>): Promise<Json> {
  try {
    return told(await ask());
  } catch (reason) {
    throw problemOf(reason, nameOf(options));
  }
}

/** Have the device make a passkey, and keep it. */
export async function addPasskey() {
  const { options, ticket } = (await call('post', '/api/v1/me/passkey-options')).data;
  const credential = await asking(options, () => navigator.credentials.create({ publicKey: forCreating(options) }));
  return (await call('post', '/api/v1/me/passkeys', { body: { ticket, credential } })).data;
}

const show = (options: Json): Promise<Json> => asking(options, () => navigator.credentials.get({ publicKey: forGetting(options) }));

/** Sign in by whichever passkey of ours the device has. */
export async function signInByPasskey() {
  const { options, ticket } = (await call('post', '/api/v1/sign-in/passkey/begin', { open: true })).data;
  const credential = await show(options);
  return (await call('post', '/api/v1/sign-in/passkey', { body: { ticket, credential }, open: true })).data;
}

/** Show by a passkey that it is still oneself. */
export async function confirmByPasskey(): Promise<void> {
  const { options, ticket } = (await call('post', '/api/v1/me/confirm/passkey/begin')).data;
  const credential = await show(options);
  await call('post', '/api/v1/me/confirm/passkey', { body: { ticket, credential } });
}
