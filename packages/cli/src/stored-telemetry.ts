/** Reads the routes of the viewer's API from a running viewer or from the file that one keeps. */
import { existsSync } from 'node:fs';
import { ConfigError } from '@spanwise/core';
import { answerRoute, Store } from '@spanwise/viewer';
import { requestViewer, viewerAddress, ViewerAnswerError } from './viewer-address.ts';

/** What is stored, wherever it is. */
export interface StoredTelemetry {
  /**
   * What a `GET` of the route answers; `undefined` when it is not stored. Rejects with an `Error` that says what is
   * wrong with the query, or that the viewer does not answer.
   */
  readonly read: (
    route: string,
    path?: Readonly<Record<string, string>>,
    query?: Readonly<Record<string, string>>,
  ) => Promise<unknown>;
  readonly close: () => void;
}

/** Where telemetry is stored. */
export interface StoredTelemetryOptions {
  /** Address of a running viewer, with its token. */
  readonly url?: string | undefined;
  /** File of a viewer's database. */
  readonly db?: string | undefined;
}

/** Opens it. Throws `ConfigError` when it is not said where, or when the address or the file cannot be used. */
export function openStoredTelemetry({ url, db }: StoredTelemetryOptions): StoredTelemetry {
  if ((url === undefined) === (db === undefined)) {
    throw new ConfigError({
      code: 'CLI_NO_STORED_TELEMETRY',
      message: 'one of --url and --db is needed',
      fix: 'Name the address that "spanwise dev" printed by --url, or its file by --db.',
    });
  }
  return url === undefined ? fromFile(db!) : fromViewer(url);
}

function fromViewer(url: string): StoredTelemetry {
  // What is wrong with the address is said at once.
  viewerAddress(url);
  return {
    read: async (route, path = {}, query = {}) => {
      const filled = route.replaceAll(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(path[name] ?? ''),
      );
      try {
        return await (await requestViewer(url, filled, query)).json();
      } catch (error) {
        const answer = (error as Error).cause;
        if (!(answer instanceof ViewerAnswerError) || answer.status === 401) throw error;
        if (answer.status === 404) return undefined;
        throw answer;
      }
    },
    close: () => {},
  };
}

function fromFile(file: string): StoredTelemetry {
  if (!existsSync(file)) {
    throw new ConfigError({
      code: 'CLI_FILE_NOT_READ',
      message: `there is no file "${file}"`,
      fix: 'Name the file that "spanwise dev --db" was given.',
    });
  }
  const store = new Store({ file });
  return {
    // oxlint-disable-next-line require-await -- what it throws is a rejection
    read: async (route, path, query) => answerRoute(store, route, path, query),
    close: () => store.close(),
  };
}
