/** An ES module: `instrument()` after the client is imported. */
import { createRequire } from 'node:module';
import * as core from '@spanwise/core';
import OpenAI from 'openai';
import { instrument, withContext } from 'spanwise';
import { talk } from './talk.mjs';

const spanwise = instrument({ serviceName: 'esm' });
await spanwise.ready;
await withContext({ tenantId: 'acme' }, () => talk(new OpenAI()));
const report = spanwise.report();
await spanwise.shutdown();
process.stdout.write(
  JSON.stringify({
    report,
    instances: new Set([core.attach, createRequire(import.meta.url)('@spanwise/core').attach]).size,
  }),
);
