/** Jest takes the CommonJS builds. */
const core = require('@spanwise/core');
const OpenAI = require('openai');
const { instrument, withContext } = require('spanwise');

it('watches a client', async () => {
  const { talk } = require('./talk.cjs');
  const spanwise = instrument({ serviceName: 'jest', modules: { openai: OpenAI } });
  await withContext({ tenantId: 'acme' }, () => talk(new OpenAI()));
  expect(spanwise.report().libraries[0].status).toBe('attached');
  expect(typeof core.attach).toBe('function');
  await spanwise.shutdown();
});
