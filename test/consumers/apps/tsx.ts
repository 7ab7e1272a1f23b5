/** TypeScript by tsx, where `import` and `require` give two copies: the tenant that one sets, the other records. */
import { createRequire } from 'node:module';
import * as core from '@spanwise/core';
import OpenAI from 'openai';
import { instrument } from 'spanwise';
import { talk } from './talk.mjs';

const required = createRequire(import.meta.url)('@spanwise/core') as typeof core;
const spanwise = instrument({ serviceName: 'tsx' });
await spanwise.ready;
await required.withContext({ tenantId: 'acme' }, () => talk(new OpenAI()));
const report = spanwise.report();
await spanwise.shutdown();
process.stdout.write(
  JSON.stringify({ report, instances: new Set([core.attach, required.attach]).size }),
);
