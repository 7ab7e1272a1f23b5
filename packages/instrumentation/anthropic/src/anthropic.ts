/** The parts of the `anthropic` client's shapes that are read. */

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
