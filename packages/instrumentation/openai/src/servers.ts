/** What a reply tells of a server of one's own or of a gateway: which it is, how long it took, what the call cost. */
import {
  headerOf,
  type HttpFacts,
  type ResponseFacts,
  type ServerTimes,
} from '@spanwise/core/adapter';
import type { Identified } from './openai.ts';
import { serverTimes } from './server-times.ts';

type ServerFacts = Pick<ResponseFacts, 'provider' | 'serverTimes' | 'cost'>;

/** The facts that such servers add to a reply. */
export function serverFacts(
  reply: Identified,
  http: HttpFacts | undefined,
  isStreamed = false,
): ServerFacts {
  const gateway = gatewayFacts(http, isStreamed);
  return {
    provider: gateway?.provider ?? serverOf(reply, http),
    serverTimes: timesOf(serverTimes(reply), gateway?.serverTimes, http),
    cost: gateway?.cost,
  };
}

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

/**
 * The server that a reply shows by what no other has: the times of llama.cpp, Ollama's
 * constant fingerprint, the fields that vLLM and SGLang add to a whole reply, TGI's header.
 */
function serverOf(reply: Identified, http: HttpFacts | undefined): string | undefined {
  if (reply.timings != null || headerOf(http, 'server') === 'llama.cpp') return 'llama_cpp';
  if (reply.system_fingerprint === 'fp_ollama') return 'ollama';
  if (reply.metadata != null && 'weight_version' in Object(reply.metadata)) return 'sglang';
  if ('kv_transfer_params' in Object(reply)) return 'vllm';
  return headerOf(http, 'x-compute-type') === undefined ? undefined : 'tgi';
}

/** TGI tells whole milliseconds in headers. */
function timesOf(
  told: ServerTimes | null | undefined,
  ofGateway: ServerTimes | null | undefined,
  http: HttpFacts | undefined,
): ServerTimes {
  return {
    ...told,
    queue: told?.queue ?? seconds(http, 'x-queue-time'),
    total: told?.total ?? seconds(http, 'x-total-time') ?? ofGateway?.total,
  };
}

function seconds(http: HttpFacts | undefined, header: string): number | undefined {
  const millis = numberIn(http, header);
  return millis === undefined ? undefined : millis / 1000;
}

function numberIn(http: HttpFacts | undefined, header: string): number | undefined {
  const text = headerOf(http, header);
  return text !== undefined && /^\d{1,15}(?:\.\d{1,20})?(?:e-?\d{1,3})?$/i.test(text)
    ? Number(text)
    : undefined;
}
