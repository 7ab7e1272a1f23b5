/** `npm run new -- instrumentation <name>`: the skeleton of an adapter, which passes the checks as it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [kind, name = ''] = process.argv.slice(2);
if (kind !== 'instrumentation' || !/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error(
    'Use: npm run new -- instrumentation <name>, where the name is lower-case letters, digits and hyphens.',
  );
  process.exit(1);
}

const root = process.env['SPANWISE_ROOT'] ?? join(import.meta.dirname, '..');
const folder = join(root, 'packages/instrumentation', name);
if (existsSync(folder)) {
  console.error(`packages/instrumentation/${name} exists already.`);
  process.exit(1);
}

const camel = name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
const model = JSON.parse(
  readFileSync(join(root, 'packages/instrumentation/openai/package.json'), 'utf8'),
) as Record<string, unknown> & { version: string; devDependencies: Record<string, string> };

const write = (path: string, text: string): void => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

write(
  'package.json',
  `${JSON.stringify(
    {
      ...model,
      name: `@spanwise/instrumentation-${name}`,
      description: `Instruments the \`${name}\` client.`,
      devDependencies: Object.fromEntries(
        Object.entries(model.devDependencies).filter(
          ([dependency]) => !dependency.startsWith('openai'),
        ),
      ),
    },
    null,
    2,
  )}\n`,
);
write(
  'README.md',
  `# @spanwise/instrumentation-${name}

Instruments the \`${name}\` client with OpenTelemetry: spans, durations, tokens.

It is part of \`spanwise\` and \`@spanwise/auto\`. Alone: \`new ${pascal}Instrumentation()\` in the list of instrumentations of your SDK.
`,
);
write(
  'src/header.ts',
  `/** What is known of this adapter before the \`${name}\` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the \`${name}\` client is found. */
export const ${camel}Header: AdapterHeader = {
  id: '${camel}',
  packageName: '@spanwise/instrumentation-${name}',
  packageVersion: '${model.version}',
  module: { name: '${name}', versions: '>=1 <2' },
};
`,
);
write(
  `src/${name}.ts`,
  `/** The parts of the \`${name}\` client's shapes that are read. */

/** What a call is given. */
export interface Body {
  readonly model?: string;
  readonly prompt?: string;
}

/** What it answers. */
export interface Reply {
  readonly id?: string;
  readonly text?: string;
}
`,
);
write(
  'src/adapter.ts',
  `/** Instruments the \`${name}\` client: its methods, and how their requests and replies read as ours. */
import { defineAdapter, operation, textPart, type Adapter } from '@spanwise/core/adapter';
import { ${camel}Header } from './header.ts';
import type { Body, Reply } from './${name}.ts';

/** Instruments the \`${name}\` client. */
export const ${camel}: Adapter = defineAdapter({
  provider: '${name}',
  module: ${camel}Header.module,
  client: (receiver) => ({ baseURL: (receiver as { baseURL?: string }).baseURL }),
  operations: [
    operation<Body, Reply>({
      name: 'chat',
      method: 'chat',
      request: (body) => ({ model: body.model }),
      response: (reply) => ({ id: reply.id }),
      input: (body) => ({ messages: [{ role: 'user', parts: [textPart(body.prompt ?? '')] }] }),
      output: (reply) => ({ messages: [{ role: 'assistant', parts: [textPart(reply.text ?? '')] }] }),
    }),
  ],
});
`,
);
write(
  'src/index.ts',
  `/** Instruments the \`${name}\` client. */
import { AdapterInstrumentation, type AdapterEntry, type InstrumentationConfig } from '@spanwise/core';
import { ${camel} as adapter } from './adapter.ts';
import { ${camel}Header } from './header.ts';

/** The adapter and its header, for \`attach({ adapters: [${camel}] })\`. */
export const ${camel}: AdapterEntry = { ...${camel}Header, load: () => adapter };

/** The instrumentation of the \`${name}\` client, for those who assemble their own SDK. */
export class ${pascal}Instrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(${camel}, config);
  }
}
`,
);
write(
  'src/adapter.test.ts',
  `/** The contract, on exchanges. Replace the class by the real client, installed by alias. */
import { readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { ${camel} } from './index.ts';

class ${pascal} {
  readonly baseURL: string;

  constructor(baseURL: string) {
    this.baseURL = baseURL;
  }

  async chat(body: object, options?: { signal?: AbortSignal }): Promise<unknown> {
    const response = await fetch(\`\${this.baseURL}/chat\`, { ...options, method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw Object.assign(new Error('failed'), { status: response.status });
    return response.json();
  }
}

describeAdapter(${camel}, {
  clients: [
    {
      alias: 'stand-in',
      load: async () => ({ ${pascal}, default: ${pascal} }),
      create: (exports: { ${pascal}: new (baseURL: string) => object }, baseURL: string) => new exports.${pascal}(baseURL),
    },
  ],
  exchanges: JSON.parse(readFileSync(\`\${import.meta.dirname}/fixtures/chat.json\`, 'utf8')) as Exchange[],
});
`,
);
write(
  'src/fixtures/chat.json',
  `${JSON.stringify(
    [
      {
        name: 'answers',
        origin: {
          kind: 'documented',
          source: 'the skeleton: replace it',
          date: new Date().toISOString().slice(0, 10),
        },
        method: 'chat',
        arguments: [{ model: 'model-1', prompt: 'CANARY-QUESTION' }],
        reply: { json: { id: 'reply-1', text: 'CANARY-ANSWER' } },
        span: {
          name: 'chat model-1',
          attributes: {
            'gen_ai.operation.name': 'chat',
            'gen_ai.provider.name': name,
            'gen_ai.request.model': 'model-1',
            'gen_ai.response.id': 'reply-1',
          },
        },
        content: ['CANARY-QUESTION', 'CANARY-ANSWER'],
      },
    ],
    null,
    2,
  )}\n`,
);

/** Adds the adapter to a list of \`@spanwise/auto\`, in place. */
function addTo(file: string, edit: (text: string) => string): void {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`${file} has another form than this script knows`);
  writeFileSync(path, after);
}

const packageName = `@spanwise/instrumentation-${name}`;
addTo('packages/auto/src/adapters.ts', (text) =>
  text
    .replace(/\n\n\/\*\* All adapters\. \*\//, `\nimport { ${camel} } from '${packageName}';$&`)
    .replace(/= \[([^\]]*?),?\s*\];/, `= [$1, ${camel}];`),
);
addTo('packages/auto/src/adapters.lazy.ts', (text) =>
  text
    .replace(/\n\nconst require/, `\nimport { ${camel}Header } from '${packageName}/header';$&`)
    .replace(/= \[([^\]]*?),?\s*\]\.map/, `= [$1, ${camel}Header].map`),
);
addTo('packages/auto/package.json', (text) => {
  const manifest = JSON.parse(text) as { dependencies: Record<string, string> };
  manifest.dependencies[packageName] = model.version;
  return `${JSON.stringify(manifest, null, 2)}\n`;
});

spawnSync(join(import.meta.dirname, '../node_modules/.bin/oxfmt'), [
  folder,
  join(root, 'packages/auto'),
]);

console.log(`packages/instrumentation/${name} is there, and @spanwise/auto knows it. Next:
  npm install && npm run generate (it passes "npm run check" from here on)
  add the client as a devDependency by alias, and fill src/${name}.ts and src/adapter.ts
  replace the stand-in in src/adapter.test.ts by the real client, and the exchange by real ones
  npx vitest run packages/instrumentation/${name}
  npx changeset, npm run check
docs/guides/adapter.md tells it in full.`);
