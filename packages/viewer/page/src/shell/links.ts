/** The places of the page, for links. They mean the same after a restart with the same file. */

/** A trace, and in it a span. */
export function traceLink(traceId: string, spanId?: string): string {
  return `/traces/${encodeURIComponent(traceId)}${spanId ? `?span=${encodeURIComponent(spanId)}` : ''}`;
}

/** A conversation. */
export function conversationLink(key: string): string {
  return `/conversations/${encodeURIComponent(key)}`;
}

/** Two things side by side; without the second it is still to be chosen. */
export function compareLink(left: string, right?: string): string {
  const values = new URLSearchParams({ left, ...(right && { right }) });
  return `/compare?${values.toString()}`;
}

/** The list of traces that match a query. */
export function tracesLink(query: string): string {
  return `/traces?${new URLSearchParams({ query }).toString()}`;
}

/** The whole address of a place, to be copied. */
export function addressOf(place: string): string {
  return `${location.origin}${location.pathname}#${place}`;
}
