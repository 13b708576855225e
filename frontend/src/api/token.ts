import { outOfReach, Problem } from './problem';

/** The access token lives here, in memory, and nowhere else. The refresh token is a cookie that no script can read. */
let token = '';
let goodUntil = 0;
let refreshing: Promise<boolean> | null = null;

const EARLY = 30_000;
const HINT = 'alongside.here';

interface SignedIn {
  access_token: string;
  expires_in: number;
}

export function keepToken({ access_token, expires_in }: SignedIn): void {
  token = access_token;
  goodUntil = Date.now() + expires_in * 1000;
  remember(true);
}

export function forgetToken(): void {
  token = '';
  goodUntil = 0;
  remember(false);
}

/** A mark (not a secret) that this device was signed in, so that a first visit asks nothing of the server. */
function remember(here: boolean): void {
  try {
    if (here) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Storage may be switched off: then each visit starts with signing in.
  }
}

export function wasHere(): boolean {
  try {
    return localStorage.getItem(HINT) === '1';
  } catch {
    return false;
  }
}

async function askForToken(): Promise<boolean> {
  const answer = await fetch('/api/v1/sign-in/refresh', { method: 'POST' }).catch(() => {
    throw outOfReach();
  });
  if (answer.status === 401) {
    forgetToken();
    return false;
  }
  if (!answer.ok) throw await Problem.from(answer);
  keepToken((await answer.json()) as SignedIn);
  return true;
}

/** Get a new access token, once for all who ask at the same time. False: the sign-in has ended. */
export function refresh(): Promise<boolean> {
  refreshing ??= askForToken().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** The token to send, made new shortly before it runs out. */
export async function currentToken(): Promise<string> {
  if (token && Date.now() > goodUntil - EARLY) await refresh();
  return token;
}

let askAgain: () => Promise<boolean> = () => Promise.resolve(false);

/** Say how to ask the person to sign in again when their sign-in has ended under them. */
export function onLost(ask: () => Promise<boolean>): void {
  askAgain = ask;
}

/** After a 401: true when there is a token to try once more with. */
export async function recover(): Promise<boolean> {
  return (await refresh()) || askAgain();
}
