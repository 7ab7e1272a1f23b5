/** Takes export requests, whatever way they came, and puts them into the store. */
import { createOtlpMessages, type OtlpMessages, type Signal } from '../otlp/messages.ts';
import { type Received, readLogs, readMetrics, readSpans } from '../otlp/telemetry.ts';
import type { Store } from '../store/store.ts';

/** Most bytes of a request, as it is after it was decompressed. */
export const MAX_REQUEST_BYTES: number = 64 * 1024 * 1024;

/** A request that is not one. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
}

/** What became of a request. */
export interface Taken {
  readonly rejected: number;
  /** Why the first item was rejected; empty when none was. */
  readonly reason: string;
}

/** Takes requests. */
export class Intake {
  readonly messages: OtlpMessages = createOtlpMessages();
  /** Requests and items that were taken, and what was not, by reason. */
  readonly dropped: Record<string, number> = {};
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Takes a request of protobuf or JSON. Throws `InvalidRequestError`, or what the database throws when it cannot write. */
  take(signal: Signal, body: Uint8Array, isJson: boolean): Taken {
    const request = isJson ? parseJson(body) : this.#decode(signal, body);
    const { rejected, reason } = this.#add(signal, request);
    if (rejected > 0) this.countDropped(`invalid_${signal}`, rejected);
    return { rejected, reason };
  }

  /** Counts what was not taken. */
  countDropped(reason: string, number = 1): void {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + number;
  }

  #decode(signal: Signal, body: Uint8Array): unknown {
    try {
      return this.messages.decode(signal, body);
    } catch (error) {
      throw new InvalidRequestError(`the body is not a protobuf export request of ${signal}`, {
        cause: error,
      });
    }
  }

  #add(signal: Signal, request: unknown): Received<unknown> {
    switch (signal) {
      case 'traces': {
        const received = readSpans(request);
        this.#store.addSpans(received.items);
        return received;
      }
      case 'logs': {
        const received = readLogs(request);
        this.#store.addLogs(received.items);
        return received;
      }
      case 'metrics': {
        const received = readMetrics(request);
        this.#store.addMetrics(received.items);
        return received;
      }
    }
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new InvalidRequestError('the body is not JSON in UTF-8', { cause: error });
  }
  throw new InvalidRequestError('the body is not a JSON object');
}
