/** Sends one request over one of OpenTelemetry's exporters and says what became of it: a verdict, never the receiver's words. */
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
  grpcOutcome,
  rejectedItems,
  retryAfter,
  TIMED_OUT,
  unreachable,
  type GrpcError,
  type Outcome,
} from '@spanwise/otlp';

/** What one request may hold. */
export type Sendable = readonly ReadableSpan[] | readonly ReadableLogRecord[] | ResourceMetrics;

/** What an exporter's transport gives back. */
interface Response {
  readonly status: 'success' | 'retryable' | 'failure';
  readonly error?: unknown;
  readonly retryInMillis?: number | undefined;
  readonly data?: Uint8Array | undefined;
}

interface Transport {
  send(data: Uint8Array, timeoutMillis: number): Promise<Response>;
  shutdown(): void;
  /** The transport inside one that retries. */
  readonly _transport?: Transport;
  /** Of HTTP, after the first request. */
  readonly _utils?: { readonly agent?: { destroy?: () => void } } | null;
}

/** The part of the exporters that we reach into; their version is exact, and test/faults holds it. */
interface Exporter {
  export(items: Sendable, done: (result: { readonly code: number; error?: Error }) => void): void;
  shutdown(): Promise<void>;
  readonly _delegate: {
    _transport: Transport;
  };
}

/**
 * One exporter, made when there is first something to send. Its own retries are taken off: over gRPC there are
 * none, and over HTTP they end after the time of one request and hide how long the receiver asked to wait.
 */
export class OtlpSender {
  readonly #create: () => object;
  readonly #maxRequestBytes: number;
  readonly #timeoutMillis: number;
  #exporter: Exporter | undefined;
  /** The exporter's own, whose retries are taken off. */
  #transport: Transport | undefined;
  /** Of the request that is on its way; there is one at a time. */
  #requestMillis = 0;
  #outcome: Outcome | undefined;

  constructor(create: () => object, limits: { maxRequestBytes: number; timeoutMillis: number }) {
    this.#create = create;
    this.#maxRequestBytes = limits.maxRequestBytes;
    this.#timeoutMillis = limits.timeoutMillis;
  }

  /** Sends one request, once. Never rejects. Not to be called while another is on its way. */
  async send(items: Sendable, withinMillis: number = Infinity): Promise<Outcome> {
    this.#requestMillis = Math.min(this.#timeoutMillis, withinMillis);
    this.#outcome = undefined;
    try {
      this.#exporter ??= this.#connect();
    } catch {
      // The error may quote a header.
      return { result: 'misconfigured' };
    }
    const exporter = this.#exporter;
    try {
      // All items are of one provider, so of one resource.
      if (Array.isArray(items)) await items[0]?.resource.waitForAsyncAttributes?.();
      const { code } = await new Promise<{ readonly code: number }>((resolve) => {
        exporter.export(items, resolve);
      });
      // The exporter answers without a request when there is nothing to send.
      return this.#outcome ?? { result: code === 0 ? 'ok' : 'rejected' };
    } catch {
      return { result: 'not encodable' };
    }
  }

  /** Cuts what is on its way and closes the connections. */
  shutdown(): void {
    this.#transport?._utils?.agent?.destroy?.();
    void this.#exporter?.shutdown().catch(() => {});
  }

  #connect(): Exporter {
    const exporter = this.#create() as Exporter;
    const delegate = exporter._delegate;
    const transport = delegate._transport._transport ?? delegate._transport;
    this.#transport = transport;
    delegate._transport = {
      send: async (data) => {
        if (data.byteLength > this.#maxRequestBytes) {
          this.#outcome = { result: 'too large' };
          return { status: 'failure', error: new Error('too large') };
        }
        const response = await this.#sendInTime(transport, data);
        this.#outcome = response ? outcomeOf(response) : TIMED_OUT;
        // Without the answer, which the exporter would print when it cannot read it.
        return response?.status === 'success'
          ? { status: 'success' }
          : { status: 'failure', error: new Error(this.#outcome.result) };
      },
      shutdown: () => transport.shutdown(),
    };
    return exporter;
  }

  /** HTTP's own limit counts from the last byte: a receiver that answers drop by drop never meets it. */
  async #sendInTime(transport: Transport, data: Uint8Array): Promise<Response | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        resolve(undefined);
        transport._utils?.agent?.destroy?.();
      }, this.#requestMillis).unref();
    });
    // One millisecond more, so that our limit is the one that is met.
    const sent = transport.send(data, this.#requestMillis + 1);
    try {
      return await Promise.race([sent, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function outcomeOf({ status, error, retryInMillis, data }: Response): Outcome {
  if (status === 'success') {
    const rejected = data === undefined ? 0 : rejectedItems(data);
    return rejected > 0 ? { result: 'partial success', rejectedItems: rejected } : { result: 'ok' };
  }
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'number')
    return error instanceof Error && error.name === 'OTLPExporterError'
      ? { result: code === 413 ? 'too large' : 'rejected', detail: `HTTP ${code}` }
      : grpcOutcome(code, error as GrpcError);
  if (typeof code === 'string') return unreachable(code);
  if (status === 'retryable' && error === undefined) {
    return {
      result: 'unavailable',
      isRetryable: true,
      detail: 'HTTP 429, 502, 503 or 504',
      retryAfterMillis: retryAfter(retryInMillis),
    };
  }
  if (message === 'Request timed out') return TIMED_OUT;
  return status === 'retryable'
    ? { result: 'unreachable', isRetryable: true }
    : { result: 'rejected', detail: 'an answer that cannot be read' };
}
