/** Other instrumentations of the same client, installed beside the benchmarks so that the repository does not depend on them. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import OpenAI from 'openai';
import { installRecipe, recipeFolder } from '../scripts/install-recipe.ts';

/** The newest of each on 2026-11-25. */
const RECIPE = {
  '@arizeai/openinference-instrumentation-openai': '4.2.7',
  '@opentelemetry/api': '1.10.0',
  '@opentelemetry/instrumentation-pino': '0.70.0',
  '@traceloop/instrumentation-openai': '0.27.0',
  openai: '7.57.0',
  pino: '10.4.0',
  'pino-opentelemetry-transport': '4.0.2',
};
const PACKAGES: Readonly<Record<string, keyof typeof RECIPE>> = {
  openinference: '@arizeai/openinference-instrumentation-openai',
  traceloop: '@traceloop/instrumentation-openai',
};

const LOGGER_PEER: keyof typeof RECIPE = '@opentelemetry/instrumentation-pino';
const TRANSPORT_PEER: keyof typeof RECIPE = 'pino-opentelemetry-transport';

/** The names by which programs ask for a peer. */
export const PEERS: readonly string[] = Object.keys(PACKAGES);

const recipe = { name: 'benchmark-peers', dependencies: RECIPE };
const folder = recipeFolder(recipe);

/** The transport of the peer, as pino takes it. */
export function transportOfPeer(): string {
  return createRequire(join(folder, 'package.json')).resolve(TRANSPORT_PEER);
}

/** Installs the peers once. False when the package registry cannot be reached. */
export function installPeers(): boolean {
  return installRecipe(recipe) !== undefined;
}

/** The version of a peer and the size of its own package, in bytes. */
export function describePeer(peer: string): { name: string; version: string; bytes: number } {
  const name = PACKAGES[peer]!;
  const root = join(folder, 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const bytes = globSync('**/*', { cwd: root, exclude: (entry) => entry === 'node_modules' })
    .map((file) => statSync(join(root, file)))
    .filter((entry) => entry.isFile())
    .reduce((sum, { size }) => sum + size, 0);
  return { name, version, bytes };
}

/** Lets a peer patch the client's class as its README says for applications that are loaded already. */
export function instrumentByPeer(peer: string): void {
  const { OpenAIInstrumentation } = createRequire(join(folder, 'package.json'))(
    PACKAGES[peer]!,
  ) as {
    OpenAIInstrumentation: new (options: object) => {
      manuallyInstrument: (client: unknown) => void;
    };
  };
  // Without content, as ours.
  new OpenAIInstrumentation({
    traceContent: false,
    traceConfig: { hideInputs: true, hideOutputs: true },
  }).manuallyInstrument(OpenAI);
}

/** pino as OpenTelemetry's own instrumentation changes it, for loggers that are made later. */
export function pinoOfPeer(): unknown {
  const require = createRequire(join(folder, 'package.json'));
  const { PinoInstrumentation } = require(LOGGER_PEER) as {
    PinoInstrumentation: new (options: object) => unknown;
  };
  // The trace on the line alone, as ours.
  void new PinoInstrumentation({ disableLogSending: true });
  return require('pino');
}
