/** The tools of `spanwise mcp`, as data. */
import {
  type Conversation,
  type ConversationSummary,
  FILTERS,
  type LibraryFindings,
  type Page,
  ROUTES,
  type Span,
  type Trace,
  type TraceSummary,
} from '@spanwise/viewer';
import { z } from 'zod';
import type { StoredTelemetry } from '../stored-telemetry.ts';

/** A tool. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** What it answers; throws an `Error` when there is nothing, or the input cannot be. */
  readonly read: (
    telemetry: StoredTelemetry['read'],
    input: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>;
}

/** Characters of one answer, about: what coding agents take in at once. */
const MAX_ANSWER_CHARACTERS = 60_000;
const MAX_TEXT_CHARACTERS = 2000;
const MAX_SPAN_TEXT_CHARACTERS = 20_000;

const filters = FILTERS.map(({ example, description }) => `${example} (${description})`).join(' ');
const query = z
  .string()
  .describe(
    `Words, "phrases" and filters, all of which must hold; "-" turns one round. ${filters}`,
  );
const traceId = z.string().regex(/^[0-9a-f]{32}$/i);
const spanId = z.string().regex(/^[0-9a-f]{16}$/i);
const from = z.int().min(0).default(0).describe('Where to read on: "next" of the answer before.');
const list = {
  sort: z.enum(['newest', 'oldest', 'slowest', 'expensive', 'tokens', 'errors']).default('newest'),
  limit: z.int().min(1).max(50).default(20),
  cursor: z.string().optional().describe('"next" of the answer before.'),
};

/** All of them. */
export const TOOLS: readonly McpTool[] = [
  tool({
    name: 'list_conversations',
    title: 'List conversations',
    description:
      'Lists conversations with models: title, models, tokens, cost, errors, and the key to get one.',
    input: z.object({ query: query.optional(), ...list }),
    read: async (read, input) =>
      (await read(ROUTES.conversations, {}, parametersOf(input))) as Page<ConversationSummary>,
  }),
  tool({
    name: 'list_traces',
    title: 'List traces',
    description:
      'Lists traces: name, duration, models, tokens, cost, errors, and the id to get one.',
    input: z.object({ query: query.optional(), ...list }),
    read: async (read, input) =>
      (await read(ROUTES.traces, {}, parametersOf(input))) as Page<TraceSummary>,
  }),
  tool({
    name: 'search',
    title: 'Search',
    description:
      'Finds traces by the words that were recorded in them, messages and log records too, with the place where the first word stands.',
    input: z.object({ query, ...list }),
    read: async (read, input) =>
      (await read(ROUTES.traces, {}, parametersOf(input))) as Page<TraceSummary>,
  }),
  tool({
    name: 'get_conversation',
    title: 'Get a conversation',
    description: 'Messages, calls of models and tools of a conversation, in order.',
    input: z.object({ key: z.string().describe('Of list_conversations.'), from }),
    read: async (read, input) => {
      const found = (await read(ROUTES.conversation, { key: input.key })) as
        | Conversation
        | undefined;
      if (!found) throw new Error('This conversation is not stored.');
      const { summary, threads, evaluations } = found;
      const entries = threads.flatMap((thread) =>
        thread.entries.map((entry) => ({ thread: thread.id, ...entry })),
      );
      return {
        summary,
        evaluations,
        threads: threads.map(({ id, agent, title, system }) => ({ id, agent, title, system })),
        ...fitting('entries', entries, input.from),
      };
    },
  }),
  tool({
    name: 'get_trace',
    title: 'Get a trace',
    description:
      'The spans of a trace as a tree, with where the time went and its log records. Long texts are cut: get_span has them.',
    input: z.object({ traceId, from }),
    read: async (read, input) => {
      const found = (await read(ROUTES.trace, { traceId: input.traceId })) as Trace | undefined;
      if (!found) throw new Error('This trace is not stored.');
      const { summary, spans, logs, time, conversationKey } = found;
      return {
        summary,
        conversationKey,
        time,
        ...fitting('spans', spans.map(compact), input.from),
        ...(input.from === 0 && {
          logs: fitting('records', logs, 0, MAX_ANSWER_CHARACTERS / 4).records,
        }),
      };
    },
  }),
  tool({
    name: 'get_span',
    title: 'Get a span',
    description: 'One span with all that was recorded: attributes, events, links, resource.',
    input: z.object({
      traceId,
      spanId,
      maxCharacters: z.int().min(1).max(1_000_000).default(MAX_SPAN_TEXT_CHARACTERS),
    }),
    read: async (read, input) => {
      const found = (await read(ROUTES.span, {
        traceId: input.traceId,
        spanId: input.spanId,
      })) as Span | undefined;
      if (!found) throw new Error('This span is not stored.');
      return shortened(found, input.maxCharacters);
    },
  }),
  tool({
    name: 'findings',
    title: 'Findings',
    description:
      'What is missing or outdated in the telemetry that each library sent, with the fix.',
    input: z.object({ traceId: traceId.optional().describe('Default: all that is stored.'), from }),
    read: async (read, input) => {
      const found = (await read(
        ROUTES.findings,
        {},
        parametersOf({ traceId: input.traceId }),
      )) as LibraryFindings[];
      return fitting(
        'findings',
        found.flatMap(({ library, findings }) =>
          findings.map((finding) => ({ library, ...finding })),
        ),
        input.from,
      );
    },
  }),
];

/** Its input is checked by its schema before it is read. */
function tool<Shape extends z.ZodObject>(definition: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Shape;
  readonly read: (telemetry: StoredTelemetry['read'], input: z.output<Shape>) => Promise<unknown>;
}): McpTool {
  return {
    ...definition,
    read: (telemetry, input) => definition.read(telemetry, input as z.output<Shape>),
  };
}

function parametersOf(
  input: Readonly<Record<string, string | number | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

/** As many items as one answer holds, at least one, and where to read on. */
function fitting<Name extends string, Item>(
  name: Name,
  items: readonly Item[],
  start: number,
  maxCharacters: number = MAX_ANSWER_CHARACTERS,
): Readonly<Record<Name, readonly Item[]>> & { readonly next?: number | undefined } {
  const taken: unknown[] = [];
  let characters = 0;
  for (const item of items.slice(start)) {
    const short = shortened(item, MAX_TEXT_CHARACTERS);
    characters += JSON.stringify(short).length;
    if (characters > maxCharacters && taken.length > 0) break;
    taken.push(short);
  }
  const end = start + taken.length;
  return {
    [name]: taken,
    next: end < items.length ? end : undefined,
  } as Readonly<Record<Name, readonly Item[]>> & { next?: number | undefined };
}

/** Texts are cut to so many characters and say how many are missing; what is in a media file is left out. */
function shortened(value: unknown, maxCharacters: number): unknown {
  return JSON.parse(
    JSON.stringify(value, function (this: { type?: unknown }, key, inner: unknown) {
      if (key === 'content' && this.type === 'media') return undefined;
      return typeof inner === 'string' && inner.length > maxCharacters
        ? `${inner.slice(0, maxCharacters)}… (${inner.length - maxCharacters} characters more)`
        : inner;
    }),
  );
}

/** A span among others: what its trace says already is left out, and each attribute has its newest name. */
function compact(span: Span): object {
  const { traceId: _, resource: __, attributes, normalized, isCritical, cut: ___, ...rest } = span;
  return {
    ...rest,
    attributes: { ...attributes, ...normalized },
    ...(isCritical && { isCritical }),
  };
}
