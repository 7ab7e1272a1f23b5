/** How long the parts of a call took at the server, as its reply says: which is which attribute, and which are phases. */
import * as names from '@spanwise/semconv';
import type { ServerTimes } from '../adapter/facts.ts';
import type { AttributeWriter } from './put.ts';
import { double } from './values.ts';

interface Row {
  readonly field: keyof ServerTimes;
  readonly attribute: string;
  /** Parts that follow one another; the total is none. */
  readonly phase?: string;
}

/** One time that is believed. */
interface KnownTime extends Row {
  readonly seconds: number;
}

const ROWS: readonly Row[] = [
  {
    field: 'load',
    attribute: names.ATTR_SPANWISE_SERVER_LOAD_TIME,
    phase: names.SPANWISE_SERVER_PHASE_VALUE_LOAD,
  },
  {
    field: 'queue',
    attribute: names.ATTR_SPANWISE_SERVER_QUEUE_TIME,
    phase: names.SPANWISE_SERVER_PHASE_VALUE_QUEUE,
  },
  {
    field: 'prompt',
    attribute: names.ATTR_SPANWISE_SERVER_PROMPT_TIME,
    phase: names.SPANWISE_SERVER_PHASE_VALUE_PROMPT,
  },
  {
    field: 'output',
    attribute: names.ATTR_SPANWISE_SERVER_OUTPUT_TIME,
    phase: names.SPANWISE_SERVER_PHASE_VALUE_OUTPUT,
  },
  { field: 'total', attribute: names.ATTR_SPANWISE_SERVER_TOTAL_TIME },
];

/** The times that a reply tells. One that is no number from 0 on is dropped and counted. */
export function readServerTimes(times: ServerTimes): KnownTime[] {
  return ROWS.flatMap((row) => {
    const told: unknown = times[row.field] ?? undefined;
    if (told === undefined) return [];
    const seconds = double((told as number) < 0 ? NaN : told);
    return seconds === undefined ? [] : [{ ...row, seconds }];
  });
}

/** Sets them on a span. */
export function putServerTimes(writer: AttributeWriter, times: readonly KnownTime[]): void {
  for (const { attribute, seconds } of times) writer.putExpected(attribute, seconds);
}
