/** Attaching adapters to the libraries of this process, in any order, once. */
import type { AdapterEntry } from '../adapter/adapter.ts';
import { nameObserved } from '../adapter/observed-name.ts';
import { createReport, sayProblems, showReport, type Report } from '../report.ts';
import { report as say } from '../safely.ts';
import { coreSettings, resolveSettings, type CoreOptions } from '../settings.ts';
import { state } from '../state.ts';
import { VERSION } from '../version.ts';
import { ProcessAttachment, type AttachRequest } from './attachment.ts';
import { isInRange } from './versions.ts';

/** What {@link attach} is given. */
export interface AttachOptions extends CoreOptions {
  /** The adapters to attach. */
  readonly adapters: readonly AdapterEntry[];
  /** Modules that cannot be found, as in a bundle: `{ openai: OpenAI }`, by id or package name. */
  readonly modules?: Readonly<Record<string, unknown>> | undefined;
}

/** What is attached. */
export interface Attachment {
  /** Resolves when the part of attaching that needs time is done. Never rejects. */
  readonly ready: Promise<Report>;
  readonly report: () => Report;
  /** Undoes everything: methods, hooks, channels. */
  readonly disable: () => void;
}

/**
 * Attaches adapters: to what is loaded already, to the modules passed in, and to what is loaded later.
 * A second call adds the adapters that are new; what is attached keeps its options.
 *
 * @throws {ConfigError} for an option that is not accepted.
 */
export function attach(options: AttachOptions): Attachment {
  const { adapters, modules = {}, ...rest } = options;
  const shared = state();
  const settings = resolveSettings(coreSettings, rest, process.env);
  const request: AttachRequest = { entries: adapters, settings, modules };
  const older = shared.attachment;
  if (
    older !== undefined &&
    older.version !== VERSION &&
    isInRange(VERSION, `>=${older.version.split('-')[0]}`)
  ) {
    say(
      'versions',
      `@spanwise/core ${older.version} was attached and gives way to ${VERSION}: install one version`,
    );
    older.remove();
    shared.attachment = undefined;
  } else if (older !== undefined && older.version !== VERSION) {
    say(
      'versions',
      `@spanwise/core ${VERSION} gives way to ${older.version}, which is attached: install one version`,
    );
  }
  shared.attachment ??= new ProcessAttachment();
  shared.settings ??= settings;
  const known = shared.attachment.add(request);
  const ignored = Object.keys(rest).filter((name) => rest[name as keyof typeof rest] !== undefined);
  if (known.length > 0 && ignored.length > 0) {
    say(
      'options',
      `${known.join(', ')} attached before: ${ignored.join(', ')} of the later call ignored`,
    );
  }
  showReport(createReport);
  const { attachment } = shared;
  const ready = attachment
    .finish()
    .catch(() => {})
    .then(() => {
      const report = createReport();
      sayProblems(report);
      return report;
    });
  return {
    ready,
    report: createReport,
    disable: () => {
      const last = createReport();
      showReport(() => last);
      attachment.remove();
      if (state().attachment === attachment) state().attachment = undefined;
    },
  };
}

/** What {@link observe} is told of an instance. */
export interface ObserveOptions {
  /** What it is called, where it does not know: the index of a binding. Default: no name is recorded. */
  readonly name?: string | undefined;
}

/**
 * Watches the calls of one instance, where its class cannot be reached.
 *
 * @returns the same instance.
 */
export function observe<T extends object>(client: T, { name }: ObserveOptions = {}): T {
  if (name !== undefined) nameObserved(client, name);
  if (!state().attachment?.observe(client)) {
    say(
      'observe',
      'no instrumentation fits the object that was passed in; its calls are not watched',
    );
  }
  return client;
}
