/** A viewer on free ports, and questions to its API. */
import { startViewer, type Viewer, type ViewerOptions } from '@spanwise/viewer';

/** Starts one on free ports. */
export function startTestViewer(options: ViewerOptions = {}): Promise<Viewer> {
  return startViewer({ port: 0, httpPort: 0, grpcPort: 0, ...options });
}

/** The address of a path of the page's server. */
export function addressOf(viewer: Viewer, path: string): URL {
  return new URL(path, new URL(viewer.url).origin);
}

/** Asks with the token, and takes the answer to be what the route says. */
export async function ask<Answer>(
  viewer: Viewer,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const address = addressOf(viewer, path);
  address.search = String(new URLSearchParams(query));
  const response = await fetch(address, { headers: { authorization: `Bearer ${viewer.token}` } });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
