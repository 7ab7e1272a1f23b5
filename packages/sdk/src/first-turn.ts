/** Tells when the application's main module has run, for `node --import`, which comes before it. */
import { realpathSync } from 'node:fs';
import * as nodeModule from 'node:module';

/** How long a main module that cannot be asked, as under another loader, is waited for. The first call does not wait. */
const MAX_WAIT_MILLIS = 5000;
const PAUSE_MILLIS = 5;

/**
 * Runs `fn` at the end of the first turn of the event loop in which the main module has run, at the latest
 * five seconds later. Never keeps the process alive.
 *
 * One turn is enough from Node 22.18 on; before, and under loaders in a thread, an ES module is read over many.
 */
export function afterFirstTurn(fn: () => void): void {
  const deadline = performance.now() + MAX_WAIT_MILLIS;
  const check = (): void => {
    if (performance.now() < deadline && isLoading(process.argv[1])) {
      setTimeout(check, PAUSE_MILLIS).unref();
    } else {
      fn();
    }
  };
  setImmediate(check).unref();
}

interface CompiledModule {
  filename: string;
  paths: string[];
  _compile: (source: string, file: string, format: string) => unknown;
}

/**
 * Compiling under a module's address asks the loader's cache first. A module that has run answers with its
 * exports, one that waits at a top-level `await` with an error of its own, one on its way with another; one
 * that the cache does not have fails on the source, before anything is cached.
 */
function isLoading(main: string | undefined): boolean {
  // A CommonJS main module runs before the first turn ends; without a main file there is nothing to wait for.
  if (main === undefined || process.mainModule !== undefined) return false;
  const { Module } = nodeModule as unknown as { Module: new (file: string) => CompiledModule };
  try {
    const file = realpathSync(main);
    const asked = new Module(file);
    asked.filename = file;
    asked.paths = [];
    asked._compile('}{', file, 'module');
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code !== 'ERR_REQUIRE_ASYNC_MODULE';
  }
}
