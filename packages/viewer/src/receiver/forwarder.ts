/** Sends what was received on to a real back end, without holding anything up. */
import { ConfigError } from '@spanwise/core';
import type { Signal } from '../otlp/messages.ts';

/** Most bytes that wait to be sent. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MILLIS = 10_000;

/** Where to send on. */
export interface ForwardOptions {
  /** Base address of an OTLP/HTTP receiver; `/v1/traces` and the like are added. */
  readonly url: string;
  /** Sent with each request, such as a key. Never printed. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Sends on. Each request is tried once: what waits is bounded, and what is lost is counted. */
export class Forwarder {
  readonly url: string;
  sent = 0;
  failed = 0;
  lastError: string | undefined;
  readonly #headers: Readonly<Record<string, string>>;
  #waitingBytes = 0;

  /** Throws `ConfigError` when the address is none of HTTP. */
  constructor({ url, headers = {} }: ForwardOptions) {
    this.url = checkedUrl(url);
    this.#headers = headers;
  }

  /** Sends a request on; returns at once. */
  send(signal: Signal, body: Uint8Array, contentType: string): void {
    if (this.#waitingBytes + body.byteLength > MAX_WAITING_BYTES) {
      this.#fail('too much is waiting');
      return;
    }
    this.#waitingBytes += body.byteLength;
    void this.#post(signal, body, contentType).finally(() => {
      this.#waitingBytes -= body.byteLength;
    });
  }

  async #post(signal: Signal, body: Uint8Array, contentType: string): Promise<void> {
    try {
      const response = await fetch(`${this.url}/v1/${signal}`, {
        method: 'POST',
        headers: { ...this.#headers, 'content-type': contentType },
        body: new Uint8Array(body),
        // Where it goes is for the configuration to say, not for an answer.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      });
      await response.body?.cancel();
      if (response.ok) this.sent += 1;
      else this.#fail(`status ${response.status}`);
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      this.#fail(cause?.code ?? message);
    }
  }

  #fail(reason: string): void {
    this.failed += 1;
    this.lastError = reason;
  }
}

function checkedUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new ConfigError({
      code: 'VIEWER_FORWARD_NOT_A_URL',
      message: `the address to forward to is no address of HTTP: "${text}"`,
      fix: 'Use the base address of an OTLP/HTTP receiver, such as "http://localhost:4318".',
    });
  }
  return url.href.replace(/\/(?:v1\/(?:traces|metrics|logs))?$/, '');
}
