/** What is captured of one call's content: nothing is read unless its mode says so. */
import type { Span } from '@opentelemetry/api';
import type { OperationInfo } from '../adapter/facts.ts';
import type { AppendText } from '../adapter/adapter.ts';
import { failed, safely } from '../safely.ts';
import type { ContentMode } from '../settings.ts';
import type { CallDescription } from './call-description.ts';
import {
  boundedText,
  contentBudget,
  plainContent,
  plainFields,
  within,
  type ContentBudget,
  type Uploadable,
} from './content.ts';
import { putContent } from './put.ts';
import type { Telemetry } from './telemetry.ts';
import { MAX_ATTRIBUTE_LENGTH, string } from './values.ts';

type Fields = Record<string, unknown>;

/** The share of a span's budget that what was sent may take at most: a long input never leaves nothing to the reply. */
const INPUT_SHARE = 3 / 4;
/** Text of a streamed reply that is kept beyond the budget of a span, so that the budget can cut it exactly. */
const STREAM_TEXT_FACTOR = 2;

/** The content of one call. */
export class Captured {
  readonly mode: ContentMode;
  readonly #description: CallDescription;
  #budget: ContentBudget | undefined;
  #fields: Fields | undefined;

  constructor(description: CallDescription, isRecording: boolean, hasEvent: () => boolean) {
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
    safely('reading input content', () =>
      within(this.#content, this.#content.bytes * INPUT_SHARE, () =>
        this.#take(read(body), span, telemetry),
      ),
    );
  }

  /** Reads what came back. */
  readOutput(
    reply: unknown,
    span: Span | undefined,
    telemetry: Telemetry,
    isNothing = false,
  ): void {
    const { operation, body } = this.#description;
    const read = operation.output;
    if (this.mode === 'none' || (reply === undefined && !isNothing) || read === undefined) return;
    safely('reading output content', () => {
      // Input and output both have messages; they are told apart from here on.
      const { messages, input, ...rest } = read(reply, body);
      this.#take({ replies: messages, ...input, ...rest }, span, telemetry);
    });
  }

  /**
   * A provider's message may repeat what the user sent, so it goes where content goes. `undefined` when none
   * is captured there.
   */
  message(text: unknown, where: 'span' | 'event'): string | undefined {
    if (!(where === 'span' ? this.#onSpan : this.onEvent) || typeof text !== 'string')
      return undefined;
    const { settings } = this.#description;
    const budget = contentBudget({ ...settings, maxContentBytes: MAX_ATTRIBUTE_LENGTH });
    return plainContent(text, budget) as string;
  }

  get #content(): ContentBudget {
    const { settings } = this.#description;
    return (this.#budget ??= contentBudget(
      settings,
      settings.uploadContent && ((item) => this.#upload(item)),
    ));
  }

  #take(content: object, span: Span | undefined, telemetry: Telemetry): void {
    const fields = plainFields(content, this.#content);
    if (this.#onSpan && span) putContent(span, telemetry, fields);
    if (this.onEvent) this.#fields = { ...this.#fields, ...fields };
  }

  #upload(item: Uploadable): string | undefined {
    return safely('uploadContent', () => {
      const { settings } = this.#description;
      const operation = operationInfo(this.#description);
      const given = settings.uploadContent?.({ ...item, operation });
      if (typeof given === 'string') return string(given);
      if (given !== undefined)
        Promise.resolve(given).catch((error: unknown) => failed('uploadContent', error));
      return undefined;
    });
  }
}

function operationInfo({ operation, facts, provider }: CallDescription): OperationInfo {
  return { operation: operation.name, provider, model: facts.model ?? undefined };
}

/** What is captured of this call: nothing for a place that takes nothing. */
function contentMode(
  description: CallDescription,
  isRecording: boolean,
  hasEvent: () => boolean,
): ContentMode {
  const { captureContent } = description.settings;
  const asked =
    typeof captureContent === 'function'
      ? safely('captureContent', () => captureContent(operationInfo(description)))
      : captureContent;
  const onSpan = isRecording && (asked === 'span' || asked === 'span-and-event');
  const onEvent = (asked === 'event' || asked === 'span-and-event') && hasEvent();
  if (onSpan) return onEvent ? 'span-and-event' : 'span';
  // Whatever else a function gave back, such as `false` or a promise, asked for nothing.
  return onEvent ? 'event' : 'none';
}
