/** A CommonJS module: `instrument()` before the client is loaded; its helpers also through `import()`. */
const { instrument, withContext } = require('spanwise');

const spanwise = instrument({ serviceName: 'cjs' });
const { OpenAI } = require('openai');

void (async () => {
  const { talk } = await import('./talk.mjs');
  await withContext({ tenantId: 'acme' }, () => talk(new OpenAI()));
  const report = spanwise.report();
  await spanwise.shutdown();
  const imported = await import('@spanwise/core');
  process.stdout.write(
    JSON.stringify({
      report,
      instances: new Set([imported.attach, require('@spanwise/core').attach]).size,
    }),
  );
})();
