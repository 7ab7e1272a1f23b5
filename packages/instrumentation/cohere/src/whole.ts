/** Operations that are answered whole. */
import { operation, type Operation } from '@spanwise/core/adapter';
import type { WithRawResponse } from './cohere.ts';

/** What is said of an operation, whichever way it is answered. */
export type Said<Body, Reply> = Omit<Operation<Body, Reply>, 'stream'>;

/** An operation whose reply comes with the raw one, as each of the methods that are watched gives it. */
export function whole<Body, Reply extends object>({
  response,
  output,
  ...rest
}: Said<Body, Reply>): Operation<never, never, never> {
  return operation<Body, WithRawResponse<Reply>>({
    ...rest,
    response: response && (({ data }, body, http) => response(data ?? ({} as Reply), body, http)),
    output: output && (({ data }, body) => output(data ?? ({} as Reply), body)),
  });
}

/** The stream that comes with a raw reply. */
export function streamWithin(result: unknown): unknown {
  return (result as WithRawResponse<unknown> | null)?.data;
}
