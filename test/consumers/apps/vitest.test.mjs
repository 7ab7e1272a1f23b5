/** vitest honours `module-sync`: one instance. */
import { createRequire } from 'node:module';
import * as core from '@spanwise/core';
import OpenAI from 'openai';
import { instrument, withContext } from 'spanwise';
import { expect, it } from 'vitest';
import { talk } from './talk.mjs';

it('watches a client', async () => {
  const spanwise = instrument({ serviceName: 'vitest' });
  await spanwise.ready;
  await withContext({ tenantId: 'acme' }, () => talk(new OpenAI()));
  expect(spanwise.report().libraries[0].status).toBe('attached');
  await spanwise.shutdown();
  expect(createRequire(import.meta.url)('@spanwise/core').attach).toBe(core.attach);
});
