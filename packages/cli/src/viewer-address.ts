/** Asks a running viewer by the address that it printed. */
import { ConfigError } from '@spanwise/core';

/** Asks with the token of the address. Throws `ConfigError` when it is no address of a viewer, nobody answers, or the answer is an error. */
export async function requestViewer(
  url: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { origin, token } = viewerAddress(url);
  const asked = new URL(path, origin);
  asked.search = String(new URLSearchParams(query));
  try {
    const response = await fetch(asked, { headers: { authorization: `Bearer ${token}` } });
    if (response.ok) return response;
    const { error } = (await response.json()) as { error?: string };
    throw new ViewerAnswerError(error ?? `status ${response.status}`, response.status);
  } catch (cause) {
    const { message, cause: inner } = cause as Error & { cause?: { code?: string } };
    throw new ConfigError({
      code: 'CLI_VIEWER_DOES_NOT_ANSWER',
      message: `the viewer at ${origin} did not answer: ${inner?.code ?? message}`,
      fix: 'Check that it runs, and that the address is of this run: the token is another one each time.',
      cause,
    });
  }
}

/** An error that a viewer answered; the cause of the `ConfigError` of `requestViewer`. */
export class ViewerAnswerError extends Error {
  override readonly name = 'ViewerAnswerError';
  /** Of HTTP. */
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** The parts of an address that "spanwise dev" printed. Throws `ConfigError` when it is none. */
export function viewerAddress(url: string): { readonly origin: string; readonly token: string } {
  const address = URL.parse(url);
  const token = /^#token=(\S+)$/.exec(address?.hash ?? '')?.[1];
  if (!address || token === undefined) {
    throw new ConfigError({
      code: 'CLI_NO_VIEWER_ADDRESS',
      message: 'this is not the address of a viewer',
      fix: 'Use the address that "spanwise dev" printed, with all that follows "#token=".',
    });
  }
  return { origin: address.origin, token };
}

/** The same, for a route that answers JSON. */
export async function askViewer<Answer>(url: string, path: string): Promise<Answer> {
  return (await (await requestViewer(url, path)).json()) as Answer;
}
