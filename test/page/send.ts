/** Sends spans as OTLP JSON, hostile ones too. */
import { randomBytes } from 'node:crypto';
import type { Viewer } from '@spanwise/viewer';

/** A span to send. Its times are in milliseconds from now. */
export interface SentSpan {
  readonly name: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly startMillis?: number;
  readonly durationMillis?: number;
  readonly attributes?: Readonly<Record<string, string | number>>;
}

/** Sends the spans as one trace. Gives its id. */
export async function sendTrace(viewer: Viewer, spans: readonly SentSpan[]): Promise<string> {
  const traceId = randomBytes(16).toString('hex');
  const now = Date.now();
  const nanos = (millis: number): string => `${Math.round((now + millis) * 1000)}000`;
  const response = await fetch(`${viewer.receivers.http}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'sender' } }] },
          scopeSpans: [
            {
              scope: { name: 'sender' },
              spans: spans.map(({ startMillis = 0, durationMillis = 10, ...span }) => ({
                traceId,
                spanId: span.spanId ?? randomBytes(8).toString('hex'),
                parentSpanId: span.parentSpanId,
                name: span.name,
                kind: 1,
                startTimeUnixNano: nanos(startMillis),
                endTimeUnixNano: nanos(startMillis + durationMillis),
                attributes: Object.entries(span.attributes ?? {}).map(([key, value]) => ({
                  key,
                  value:
                    typeof value === 'string' ? { stringValue: value } : { doubleValue: value },
                })),
              })),
            },
          ],
        },
      ],
    }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return traceId;
}
