/** Tells open pages what has changed, by server-sent events. */
import type { ServerResponse } from 'node:http';
import type { Info, LiveEvents } from '../api.ts';
import type { Store } from '../store/store.ts';
import { SECURITY_HEADERS } from './security.ts';

const TICK_MILLIS = 250;
const PING_MILLIS = 15_000;
const MAX_LISTED = 100;
const MAX_LISTENERS = 32;

/** The pages that listen. */
export class Live {
  readonly #store: Store;
  readonly #startedAt: number;
  readonly #listeners = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  #lastPing = 0;
  #lastCounts = '';

  /** `startedAt` lets a page see that the server is another one. */
  constructor(store: Store, startedAt: number) {
    this.#store = store;
    this.#startedAt = startedAt;
  }

  /** Keeps the answer open. False when too many are. */
  add(response: ServerResponse): boolean {
    if (this.#listeners.size >= MAX_LISTENERS) return false;
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
    // What changed before it loads its lists is in them.
    if (this.#listeners.size === 0) this.#store.takeChanges();
    this.#listeners.add(response);
    response.on('close', () => {
      this.#listeners.delete(response);
      if (this.#listeners.size === 0) this.stop();
    });
    write(response, 'hello', { startedAt: this.#startedAt });
    this.#timer ??= setInterval(() => this.#tick(), TICK_MILLIS).unref();
    return true;
  }

  /** Ends all. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const response of this.#listeners) response.end();
    this.#listeners.clear();
  }

  #tick(): void {
    const changes = this.#store.takeChanges();
    if (changes?.isCleared) this.#tell('cleared', {});
    if (changes && changes.evicted.length > 0) this.#tell('evicted', { traceIds: changes.evicted });
    if (changes && changes.summaries.length > 0) {
      const isMany = changes.isMore || changes.summaries.length > MAX_LISTED;
      this.#tell('traces', {
        traces: isMany ? [] : changes.summaries,
        conversationKeys: isMany ? [] : changes.conversationKeys,
      });
    }
    const counts: Info['counts'] = this.#store.counts();
    if (JSON.stringify(counts) !== this.#lastCounts) {
      this.#lastCounts = JSON.stringify(counts);
      this.#tell('counts', counts);
    }
    if (Date.now() - this.#lastPing > PING_MILLIS) {
      this.#lastPing = Date.now();
      for (const response of this.#listeners) response.write(': ping\n\n');
    }
  }

  #tell<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void {
    for (const response of this.#listeners) {
      // One that does not read is left out, and loads its lists anew when it comes back.
      if (response.writableLength > 1024 * 1024) response.destroy();
      else write(response, name, data);
    }
  }
}

function write<Name extends keyof LiveEvents>(
  response: ServerResponse,
  name: Name,
  data: LiveEvents[Name],
): void {
  response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
