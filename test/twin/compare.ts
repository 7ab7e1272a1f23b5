/** Compares two runs of the program: what must be alike, and what an option is allowed to change. */
import { createHash } from 'node:crypto';
import type { Exchange } from '@spanwise/testing/provider';
import type { Result } from './program.ts';
import type { ProgramRun } from './run-program.ts';

/** Everything that must be the same, without what only concerns spans. The order of keys is kept: it counts. */
function visible(result: Result): string {
  const { group, name, outcome, events, exchanges, afterwards } = result;
  return JSON.stringify({ group, name, outcome, events, exchanges, afterwards }, undefined, 1);
}

/** One situation that came out in another way. */
export interface Difference {
  readonly is: string;
  readonly should: string;
}

/** What an option is allowed to change: the two results, made alike if the difference is exactly that. */
export type Change = (
  bare: Result,
  other: Result,
) => { readonly should: Result; readonly is: Result };

const nothing: Change = (should, is) => ({ should, is });

/** The situations of these that differ, as they are and as they should be. */
export function differences(
  bare: ProgramRun,
  other: ProgramRun,
  situations: Iterable<string>,
  change: Change = nothing,
): Difference[] {
  const found: Difference[] = [];
  for (const key of situations) {
    const one = bare.results.get(key);
    const counterpart = other.results.get(key);
    if (one === undefined || counterpart === undefined) {
      found.push({ is: '(missing)', should: key });
      continue;
    }
    const changed = change(one, counterpart);
    const is = visible(changed.is);
    const should = visible(changed.should);
    if (is !== should) found.push({ is, should });
  }
  return found;
}

/** What is wrong with the spans of a run, one sentence for each. */
export function wrongSpans(run: ProgramRun): string[] {
  const wrong: string[] = [];
  for (const [key, { spans = [], expected }] of run.results) {
    const say = (what: string): void => {
      wrong.push(`${key}: ${what}`);
    };
    if (spans.length !== expected.count) say(`${spans.length} spans for ${expected.count} calls`);
    for (const { name, whose, ended, status, stream, errorType } of spans) {
      if (ended !== 1) say(`${name} ended ${ended} times`);
      if (whose !== 'ours') say(`${name} is ${whose}`);
      if (expected.status !== undefined && status !== expected.status)
        say(`${name} has status ${status} and not ${expected.status}`);
      if (expected.stream !== undefined && stream !== expected.stream)
        say(`${name} was left ${String(stream)} and not ${expected.stream}`);
      if (status === 'ok') say(`${name} has status ok, which is the application's to set`);
      if ((status === 'error') !== (errorType !== undefined))
        say(`${name} has status ${status} and error type ${String(errorType)}`);
    }
  }
  return wrong;
}

/**
 * The situations in which a client's own spans are not what they were without us, one sentence for each. Where it
 * makes none, such as for a call without its receiver, there may be ours.
 */
export function changedSpans(run: ProgramRun, bare: ProgramRun): string[] {
  const shown = (spans: Result['spans'] = []): string =>
    JSON.stringify(spans.map((span) => ({ ...span, traceparent: undefined })));
  return [...run.results].flatMap(([key, { spans = [], expected }]) => {
    const before = bare.results.get(key)?.spans ?? [];
    if (before.length === 0 && spans.length <= expected.count) return [];
    return shown(spans) === shown(before)
      ? []
      : [`${key}: ${shown(before)} became ${shown(spans)}`];
  });
}

/** What failed inside the instrumentation although it had only a hostile reply or an ordinary request to read. */
export function innerFailures(run: ProgramRun): string[] {
  return [...run.results].flatMap(([key, { failures, mayFailInside }]) =>
    mayFailInside || Object.keys(failures).length === 0
      ? []
      : [`${key}: ${Object.keys(failures).join(', ')}`],
  );
}

/** What is added to a body before its last brace; the fourth major writes JSON in lines. */
const ASKED = ',"stream_options":{"include_usage":true}';
const ASKED_IN_LINES = ',\n  "stream_options": {\n    "include_usage": true\n  }';
const END_CHARACTERS = 50;

/**
 * What `includeUsage` changes: every streamed chat or text completion that does not say whether it
 * wants usage is sent with `stream_options` at its end, and the provider's reply is longer. What the
 * program sees stays the same, unless it reads the bytes of the reply itself.
 */
export const usageAsked: Change = (bare, other) => {
  const should = bare.exchanges.map((exchange, index) => {
    // What cannot be read is sent as it is.
    const isAsIs = bare.mayFailInside && sameBody(exchange, other.exchanges[index]);
    return mayAsk(exchange) && !isAsIs ? asked(exchange) : exchange;
  });
  const is = other.exchanges.map((exchange, index) =>
    should[index] === bare.exchanges[index] ? exchange : withoutLengths(exchange),
  );
  // A provider that reports usage unasked is not told from one that does so because it was asked.
  const seesMore = bare.readsBytes || bare.name.includes('only usage');
  return {
    should: { ...bare, ...(seesMore && unseen), exchanges: should },
    is: { ...other, ...(seesMore && unseen), exchanges: is },
  };
};

const unseen = { outcome: null, events: [] };

function sameBody(one: Exchange, other: Exchange | undefined): boolean {
  return one.body.sha256 === other?.body.sha256;
}

function mayAsk({ path, body }: Exchange): boolean {
  if (!/\/completions(\?|$)/.test(path)) return false;
  // The long bodies of the situations say `stream` at their end.
  const text = body.text ?? body.end ?? '';
  return /"stream": ?true/.test(text) && !text.includes('"stream_options"');
}

function asked(exchange: Exchange): Exchange {
  const { body } = exchange;
  const added = (body.text ?? body.end ?? '').endsWith('\n}') ? ASKED_IN_LINES : ASKED;
  const extend = (text: string | undefined): string | undefined =>
    text?.replace(/\n?\}$/, (end) => `${added}${end}`);
  const text = extend(body.text);
  const end = extend(body.end);
  const bytes = body.bytes + Buffer.byteLength(added);
  return withoutLengths({
    ...exchange,
    headers: exchange.headers.map(([name, value]) =>
      name.toLowerCase() === 'content-length' ? [name, String(bytes)] : [name, value],
    ),
    body: {
      bytes,
      sha256: text === undefined ? '' : createHash('sha256').update(text).digest('hex'),
      ...(text === undefined ? {} : { text }),
      ...(end === undefined ? {} : { end }),
    },
  });
}

/** The reply is longer where the provider reports usage. */
function withoutLengths(exchange: Exchange): Exchange {
  const { body } = exchange;
  const end = body.end?.slice(-END_CHARACTERS);
  // The hash of a long body cannot be derived: its length and its end are compared.
  return {
    ...exchange,
    piecesSent: 0,
    bytesSent: undefined,
    body: end === undefined ? body : { bytes: body.bytes, sha256: '', end },
  };
}

/** What `propagateTo` changes: one header more on every request, which names a span of the same trace. */
export const contextPropagated: Change = (bare, other) => {
  const traceIds = new Set((other.spans ?? []).map(({ traceparent }) => traceparent.split('-')[1]));
  const exchanges = other.exchanges.map((exchange): Exchange => {
    const added = exchange.headers.filter(([name]) => name.toLowerCase() === 'traceparent');
    const traceId = /^00-([0-9a-f]{32})-[0-9a-f]{16}-01$/.exec(added[0]?.[1] ?? '')?.[1];
    const isRight = added.length === 1 && (bare.expected.count === 0 || traceIds.has(traceId));
    const others = exchange.headers.filter(([name]) => name.toLowerCase() !== 'traceparent');
    if (isRight) return { ...exchange, headers: others };
    return { ...exchange, headers: [...others, ['traceparent', `(wrong) ${added.join(' and ')}`]] };
  });
  return { should: bare, is: { ...other, exchanges } };
};
