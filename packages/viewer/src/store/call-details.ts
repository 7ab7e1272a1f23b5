/** What the events of a trace's calls say: an application may record content there alone. */
import { EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS } from '@spanwise/semconv';
import type { Attributes } from '../api.ts';
import type { Store, StoredLogData } from './store.ts';

/** Attributes of the events, by the span that they belong to. */
export function readCallDetails(
  store: Pick<Store, 'statement'>,
  traceId: string,
): ReadonlyMap<string, Attributes> {
  const rows = store
    .statement(
      'SELECT span_id, data FROM logs WHERE trace_id = ? AND event = ? AND span_id IS NOT NULL',
    )
    .all(traceId, EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS) as unknown as {
    span_id: string;
    data: string;
  }[];
  return new Map(
    rows.map(({ span_id: id, data }) => {
      const { a: attributes, b: body } = JSON.parse(data) as StoredLogData;
      // What some stores would refuse beside a line is in the body, by the same names.
      const isMap = typeof body === 'object' && body !== null && !Array.isArray(body);
      return [id, isMap ? { ...attributes, ...(body as Attributes) } : attributes];
    }),
  );
}
