/** Asks a running viewer by the address that it printed. */
import { ConfigError } from '@spanwise/core';

/** Asks with the token of the address. Throws `ConfigError` when it is no address of a viewer, or nobody answers. */
export async function requestViewer(
  url: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const address = URL.parse(url);
  const token = /^#token=(\S+)$/.exec(address?.hash ?? '')?.[1];
  if (!address || token === undefined) {
    throw new ConfigError({
      code: 'CLI_NO_VIEWER_ADDRESS',
      message: 'this is not the address of a viewer',
      fix: 'Use the address that "spanwise dev" printed, with all that follows "#token=".',
    });
  }
  const asked = new URL(path, address.origin);
  asked.search = String(new URLSearchParams(query));
  try {
    const response = await fetch(asked, { headers: { authorization: `Bearer ${token}` } });
    if (response.ok) return response;
    const { error } = (await response.json()) as { error?: string };
    throw new Error(error ?? `status ${response.status}`);
  } catch (cause) {
    const { message, cause: inner } = cause as Error & { cause?: { code?: string } };
    throw new ConfigError({
      code: 'CLI_VIEWER_DOES_NOT_ANSWER',
      message: `the viewer at ${address.origin} did not answer: ${inner?.code ?? message}`,
      fix: 'Check that it runs, and that the address is of this run: the token is another one each time.',
      cause,
    });
  }
}

/** The same, for a route that answers JSON. */
export async function askViewer<Answer>(url: string, path: string): Promise<Answer> {
  return (await (await requestViewer(url, path)).json()) as Answer;
}
