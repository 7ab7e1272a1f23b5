/** Instruments the `redis` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { redis as adapter } from './adapter.ts';
import { redisHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [redis] })`. */
export const redis: AdapterEntry = { ...redisHeader, load: () => adapter };

/** The instrumentation of the `redis` client, for those who assemble their own SDK. */
export class RedisInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(redis, config);
  }
}
