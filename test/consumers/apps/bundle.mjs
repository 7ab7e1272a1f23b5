/** What esbuild and webpack bundle, the client passed in. */
import OpenAI from 'openai';
import { instrument, withContext } from 'spanwise';
import { talk } from './talk.mjs';

void (async () => {
  const spanwise = instrument({ serviceName: 'bundle', modules: { openai: OpenAI } });
  await withContext({ tenantId: 'acme' }, () => talk(new OpenAI()));
  const report = spanwise.report();
  await spanwise.shutdown();
  process.stdout.write(JSON.stringify({ report }));
})();
