/** Signing in: the address that `dev` prints has the token in its fragment, which no server and no log sees. */
import { apiUrl, postJson } from './api-client.ts';

/** The token in a fragment such as `#token=abc`; absent when there is none. */
export function tokenOf(fragment: string): string | undefined {
  const [, values] = /^#\/?(?:[^?]*\?)?(token=.*)$/.exec(fragment) ?? [];
  return (values && new URLSearchParams(values).get('token')) || undefined;
}

/** Changes the token of the address bar for the session's cookie. Throws `ApiFailure` when the server refuses it. */
export async function signInByAddress(): Promise<void> {
  const token = tokenOf(location.hash);
  if (token === undefined) return;
  // Out of the address bar and the history first: whatever comes of it, it is not for copying.
  history.replaceState(null, '', `${location.pathname}#/`);
  await signIn(token);
}

/** Exchanges the token for the session's cookie. Throws `ApiFailure` when the server refuses it. */
export async function signIn(token: string): Promise<void> {
  await postJson(apiUrl('session'), { token });
}
