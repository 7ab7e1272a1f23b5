/** What is captured of one call's content: nothing is read unless its mode says so. */
import type { Span } from '@opentelemetry/api';
import type { CallDescription } from './call.ts';
import type { ContentMode } from '../settings.ts';
import { safely } from '../safely.ts';
import { boundedText, contentBudget, plainFields, type ContentBudget } from './content.ts';
import { putContent } from './put.ts';
import type { Telemetry } from './telemetry.ts';
import { MAX_ATTRIBUTE_LENGTH } from './values.ts';
import type { AppendText } from '../adapter/adapter.ts';

type Fields = Record<string, unknown>;

/** Text of a streamed reply that is kept beyond the budget of a span, so that the budget can cut it exactly. */
const STREAM_TEXT_FACTOR = 2;

/** The content of one call. */
export class Captured {
  readonly mode: ContentMode;
  readonly #description: CallDescription;
  #budget: ContentBudget | undefined;
  #fields: Fields | undefined;

  constructor(description: CallDescription, isRecording: boolean, hasEvent: boolean) {
    this.#description = description;
    this.mode = contentMode(description, isRecording, hasEvent);
  }

  get onEvent(): boolean {
    return this.mode === 'event' || this.mode === 'span-and-event';
  }

  get #onSpan(): boolean {
    return this.mode === 'span' || this.mode === 'span-and-event';
  }

  /** How many values were cut. */
  get cut(): number {
    return this.#budget?.cut ?? 0;
  }

  /** All that was read, by field. */
  get fields(): Readonly<Fields> {
    return this.#fields ?? {};
  }

  /** Joins streamed text; `undefined`: no text is kept. */
  appendText(): AppendText | undefined {
    if (this.mode === 'none') return undefined;
    return boundedText(this.#description.settings.maxContentBytes * STREAM_TEXT_FACTOR);
  }

  /** Reads what was sent. */
  readInput(span: Span | undefined, telemetry: Telemetry): void {
    const { operation, body } = this.#description;
    if (this.mode === 'none' || operation.input === undefined) return;
    const read = operation.input;
    safely('reading input content', () => this.#take(read(body), span, telemetry));
  }

  /** Reads what came back. */
  readOutput(reply: unknown, span: Span | undefined, telemetry: Telemetry): void {
    const { operation } = this.#description;
    if (this.mode === 'none' || reply === undefined || operation.output === undefined) return;
    const read = operation.output;
    safely('reading output content', () => {
      // Input and output both have messages; they are told apart from here on.
      const { messages, ...rest } = read(reply);
      this.#take({ replies: messages, ...rest }, span, telemetry);
    });
  }

  /** A provider's message may repeat what the user sent, so it counts as content. `undefined` when none is captured. */
  message(text: unknown): string | undefined {
    if (this.mode === 'none' || typeof text !== 'string') return undefined;
    const budget = contentBudget(MAX_ATTRIBUTE_LENGTH, this.#description.settings.redact);
    return plainFields({ text }, budget).text as string;
  }

  #take(content: object, span: Span | undefined, telemetry: Telemetry): void {
    const { settings } = this.#description;
    this.#budget ??= contentBudget(settings.maxContentBytes, settings.redact);
    const fields = plainFields(content, this.#budget) as Fields;
    if (this.#onSpan && span) putContent(span, telemetry, fields);
    if (this.onEvent) this.#fields = { ...this.#fields, ...fields };
  }
}

/** What is captured of this call: nothing for a place that takes nothing. */
function contentMode(
  { operation, facts, settings, provider }: CallDescription,
  isRecording: boolean,
  hasEvent: boolean,
): ContentMode {
  const { captureContent } = settings;
  const asked =
    typeof captureContent === 'function'
      ? safely('captureContent', () =>
          captureContent({ operation: operation.name, provider, model: facts.model ?? undefined }),
        )
      : captureContent;
  const onSpan = isRecording && (asked === 'span' || asked === 'span-and-event');
  const onEvent = hasEvent && (asked === 'event' || asked === 'span-and-event');
  if (onSpan) return onEvent ? 'span-and-event' : 'span';
  // Whatever else a function gave back, such as `false` or a promise, asked for nothing.
  return onEvent ? 'event' : 'none';
}
