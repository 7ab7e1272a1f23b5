/** What a gateway says in its headers, and numbers in headers. */
import { headerOf, type HttpFacts, type ResponseFacts } from '@spanwise/core/adapter';

/** What a reply tells of the server that answers. */
export type ServerFacts = Pick<ResponseFacts, 'provider' | 'serverTimes' | 'cost'>;

/**
 * What LiteLLM says in its headers, whichever API it is asked by; `undefined`: it is not LiteLLM that answers. The cost
 * is in US dollars; where LiteLLM knows no price, and in streams, it is left out. The time that it tells of a stream
 * is that until the stream begins.
 */
export function gatewayFacts(
  http: HttpFacts | undefined,
  isStreamed: boolean,
): ServerFacts | undefined {
  if ((headerOf(http, 'x-litellm-version') ?? headerOf(http, 'x-litellm-call-id')) === undefined)
    return undefined;
  const amount = numberIn(http, 'x-litellm-response-cost');
  return {
    provider: 'litellm',
    cost: amount === undefined ? undefined : { amount, currency: 'USD' },
    serverTimes: isStreamed
      ? undefined
      : { total: seconds(http, 'x-litellm-response-duration-ms') },
  };
}

/** A header of milliseconds, in seconds. */
export function seconds(http: HttpFacts | undefined, header: string): number | undefined {
  const millis = numberIn(http, header);
  return millis === undefined ? undefined : millis / 1000;
}

function numberIn(http: HttpFacts | undefined, header: string): number | undefined {
  const text = headerOf(http, header);
  return text !== undefined && /^\d{1,15}(?:\.\d{1,20})?(?:e-?\d{1,3})?$/i.test(text)
    ? Number(text)
    : undefined;
}
