/** What `spanwise` is in a browser or an edge runtime: nothing is recorded, functions pass through, and it says so. */
import type * as real from './index.ts';
import type { Report, Spanwise } from './index.ts';

const SAID =
  'spanwise: nothing is recorded in a browser or an edge runtime: call instrument() on the server';

const report: Report = {
  version: 'none',
  libraries: [],
  problems: [SAID],
  dropped: {},
  failures: {},
  openCalls: 0,
  signals: {
    traces: { owner: 'nobody', destinations: [] },
    metrics: { owner: 'nobody', destinations: [] },
    logs: { owner: 'nobody', destinations: [] },
  },
  prices: [],
};
const spanwise: Spanwise = {
  ready: Promise.resolve(report),
  report: () => report,
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** Says that nothing is recorded here. */
export const instrument: typeof real.instrument = () => {
  // There is no diag logger to ask.
  // oxlint-disable-next-line no-console
  globalThis.console.warn(SAID);
  return spanwise;
};

const passFunction = <F>(_options: unknown, fn: F): F => fn;

export const agent: typeof real.agent = passFunction;
export const cache: typeof real.cache = passFunction;
export const retrieval: typeof real.retrieval = passFunction;
export const tool: typeof real.tool = passFunction;
export const workflow: typeof real.workflow = passFunction;
export const withContext: typeof real.withContext = (_facts, fn) => fn();
export const observe: typeof real.observe = (client) => client;
export const recordEvaluation: typeof real.recordEvaluation = () => {};
export const recordEvent: typeof real.recordEvent = () => {};
export const traceContext: typeof real.traceContext = () => () => ({});

export const refreshPrices: typeof real.refreshPrices = async () => {};

const nowhere = (name: string): real.Destination => ({ name, connect: () => undefined });

export const console: typeof real.console = () => nowhere('console');
export const none: typeof real.none = () => nowhere('none');
export const otlp: typeof real.otlp = () => nowhere('otlp');

/** Never thrown here, and recognised as elsewhere. */
export const isConfigError = ((error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  Symbol.for('spanwise.ConfigError') in error) as typeof real.isConfigError;

/** For programs that compare by `instanceof`. */
export const ConfigError: typeof real.ConfigError = class extends Error {
  override readonly name = 'ConfigError';
  readonly code: string;
  readonly fix: string;

  constructor(facts: { readonly code: string; readonly message: string; readonly fix: string }) {
    super(`${facts.message}. ${facts.fix}`);
    this.code = facts.code;
    this.fix = facts.fix;
  }
};
