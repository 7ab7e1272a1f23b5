/** The error for a wrong option in code. */

const BRAND = Symbol.for('spanwise.ConfigError');

/** What a {@link ConfigError} says. */
export interface ConfigErrorFacts {
  /** A stable word, such as `OPTION_NOT_A_URL`. */
  readonly code: string;
  /** What is wrong, naming the option and, unless it is a secret, the value. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  readonly cause?: unknown;
}

/** Thrown at start for a wrong option in code; never for an environment value unless `SPANWISE_STRICT=1`, and never around a watched call. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** A stable word, such as `OPTION_NOT_A_URL`. */
  readonly code: string;
  /** What to write instead. */
  readonly fix: string;

  constructor(facts: ConfigErrorFacts) {
    super(`${facts.message}. ${facts.fix}`, 'cause' in facts ? { cause: facts.cause } : undefined);
    this.code = facts.code;
    this.fix = facts.fix;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Recognises a {@link ConfigError} of any installed copy of this package. */
export function isConfigError(error: unknown): error is ConfigError {
  return typeof error === 'object' && error !== null && BRAND in error;
}
