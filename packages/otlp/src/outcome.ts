/** What became of one request: a verdict, never the receiver's words. */
import { retryDelayMillis } from './receiver-answers.ts';

/** How an export failed. */
export type ExportFailure =
  /** The receiver refused the request: sending it again would not help. */
  | 'rejected'
  /** The receiver refused a part. */
  | 'partial success'
  /** Larger than `SPANWISE_MAX_REQUEST_BYTES` or than the receiver takes. */
  | 'too large'
  /** It could not be written as OTLP. */
  | 'not encodable'
  /** The receiver asked to be sent it later. */
  | 'unavailable'
  | 'timed out'
  /** No connection, or no answer in this protocol. */
  | 'unreachable'
  /** The exporter could not be made. */
  | 'misconfigured';

/** What became of one request. */
export interface Outcome {
  readonly result: 'ok' | ExportFailure;
  /** What failed in one word: an error's code or a status. Never a text that the receiver wrote. */
  readonly detail?: string | undefined;
  /** True when the same request may succeed later. */
  readonly isRetryable?: boolean | undefined;
  /** How long the receiver asked to wait. */
  readonly retryAfterMillis?: number | undefined;
  /** Items that the receiver refused although it took the request. */
  readonly rejectedItems?: number | undefined;
}

/** Longer waits are not kept: the queue would be full of what nobody needs any more. */
const MAX_RETRY_AFTER_MILLIS = 300_000;

/** Nobody answered in time. */
export const TIMED_OUT: Outcome = { result: 'timed out', isRetryable: true };

/** No connection, or no HTTP, by the code of the error. */
export function unreachable(code: string): Outcome {
  const detail = code.startsWith('HPE_') ? 'no HTTP: is the port right?' : code;
  return { result: 'unreachable', isRetryable: true, detail };
}

/** What the client of gRPC fails with, as far as it is read. */
export interface GrpcError {
  readonly details?: unknown;
  readonly metadata?: { get(name: string): readonly (string | Uint8Array)[] };
}

/** What may be sent again is the table of OTLP's specification. Names are those of gRPC. */
const GRPC_RETRYABLE: Readonly<Record<number, string>> = {
  1: 'CANCELLED',
  4: 'DEADLINE_EXCEEDED',
  10: 'ABORTED',
  11: 'OUT_OF_RANGE',
  14: 'UNAVAILABLE',
  15: 'DATA_LOSS',
};

/** Reads what a gRPC server answered, by its status. */
export function grpcOutcome(code: number, { details, metadata }: GrpcError): Outcome {
  const detail = `gRPC ${GRPC_RETRYABLE[code] ?? `status ${code}`}`;
  if (code === 4) return { ...TIMED_OUT, detail };
  const [status] = metadata?.get('grpc-status-details-bin') ?? [];
  const retryAfterMillis = retryAfter(
    status instanceof Uint8Array ? retryDelayMillis(status) : undefined,
  );
  if (code === 8 && retryAfterMillis === undefined) {
    // Servers answer so to a message over their limit, which no other field tells.
    const isTooLarge = typeof details === 'string' && /larger than max/i.test(details);
    return { result: isTooLarge ? 'too large' : 'rejected', detail };
  }
  if (code === 8) return { result: 'unavailable', isRetryable: true, detail, retryAfterMillis };
  if (!(code in GRPC_RETRYABLE)) return { result: 'rejected', detail };
  // Without a connection the client says UNAVAILABLE itself; a server's answer has its headers.
  const hasAnswered = (metadata?.get('content-type').length ?? 0) > 0;
  if (hasAnswered || code !== 14)
    return { result: 'unavailable', isRetryable: true, detail, retryAfterMillis };
  const isOther = typeof details === 'string' && details.includes('Protocol error');
  return {
    result: 'unreachable',
    isRetryable: true,
    detail: isOther ? 'no gRPC: is the port right?' : detail,
  };
}

/** How long to wait by the receiver's word. `undefined`: it said nothing. */
export function retryAfter(millis: number | undefined): number | undefined {
  return millis === undefined ? undefined : Math.min(Math.max(millis, 0), MAX_RETRY_AFTER_MILLIS);
}
