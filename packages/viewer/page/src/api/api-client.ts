/** Requests of the page to its own server, and to no other. */
import { ROUTES } from '../../../src/api.ts';

/** A request that the server refused, or that did not reach it. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Values of query parameters; absent and empty ones are left out. */
export type QueryValues = Readonly<Record<string, string | number | undefined>>;

/** The address of a route with its path and query filled in. Throws nothing: a missing value becomes empty. */
export function apiUrl(
  route: keyof typeof ROUTES,
  path: Readonly<Record<string, string>> = {},
  query: QueryValues = {},
): string {
  const filled = ROUTES[route].replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

/** Reads JSON. Throws {@link ApiFailure}. */
export async function getJson<Answer>(url: string, signal?: AbortSignal): Promise<Answer> {
  const response = await send(url, { signal: signal ?? null });
  return (await response.json()) as Answer;
}

/** Reads text. Throws {@link ApiFailure}. */
export async function getText(url: string): Promise<string> {
  return (await send(url, {})).text();
}

/** Sends JSON. Throws {@link ApiFailure}. */
export async function postJson(url: string, body: object): Promise<void> {
  await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'same-origin', redirect: 'error' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiFailure(0, 'The viewer does not answer. Is it still running?');
  }
  if (!response.ok) throw new ApiFailure(response.status, await readError(response));
  return response;
}

async function readError(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { error?: unknown };
    if (typeof body.error === 'string') return body.error;
  } catch {
    // No JSON: the status has to say it.
  }
  return `The viewer answered ${response.status}.`;
}
