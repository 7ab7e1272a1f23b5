/** How a failure that a client threw reads, when the adapter does not say otherwise. */
import type { FailureFacts } from '../adapter/facts.ts';

const WORD = /^[\w.:-]{1,64}$/;

/**
 * The type of a failure, a word of few values: the provider's error code, else the HTTP status, else the
 * class of the error (GenAI conventions, `error.type`).
 *
 * @param replied The status of the reply that the client failed over, where it was seen: not every error says it.
 */
export function failureOf(error: unknown, replied = 0): FailureFacts {
  if (typeof error !== 'object' || error === null) return { type: '_OTHER' };
  const { code, status, message, name } = error as {
    code?: unknown;
    status?: unknown;
    message?: unknown;
    name?: unknown;
  };
  const className = (error.constructor as { name?: unknown } | undefined)?.name;
  const type =
    word(code) ??
    (typeof status === 'number' ? String(status) : undefined) ??
    (replied >= 400 ? String(replied) : undefined) ??
    (className === 'Error' || className === 'Object' || className === 'DOMException'
      ? undefined
      : word(className)) ??
    word(name) ??
    '_OTHER';
  return { type, message: typeof message === 'string' ? message : undefined };
}

/** The class of what was thrown. `undefined` when it says none. */
export function classOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { constructor, name } = error as { constructor?: { name?: unknown }; name?: unknown };
  return word(constructor?.name) ?? word(name);
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && WORD.test(value) ? value : undefined;
}
