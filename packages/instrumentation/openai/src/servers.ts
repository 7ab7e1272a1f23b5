/** What a reply tells of a server of one's own or of a gateway: which it is, how long it took, what the call cost. */
import {
  headerOf,
  type HttpFacts,
  type ResponseFacts,
  type ServerTimes,
} from '@spanwise/core/adapter';
import type { Identified } from './openai.ts';
import { serverTimes } from './server-times.ts';

/** The facts that such servers add to a reply. */
export function serverFacts(
  reply: Identified,
  http: HttpFacts | undefined,
): Pick<ResponseFacts, 'provider' | 'serverTimes' | 'cost'> {
  return {
    provider: serverOf(reply, http),
    serverTimes: timesOf(serverTimes(reply), http),
    cost: costInHeaders(http),
  };
}

/**
 * The server that a reply shows by what no other has: the header of LiteLLM, the times of llama.cpp, Ollama's
 * constant fingerprint, the fields that vLLM and SGLang add to a whole reply, TGI's header.
 */
function serverOf(reply: Identified, http: HttpFacts | undefined): string | undefined {
  if (headerOf(http, 'x-litellm-version') ?? headerOf(http, 'x-litellm-call-id')) return 'litellm';
  if (reply.timings != null || headerOf(http, 'server') === 'llama.cpp') return 'llama_cpp';
  if (reply.system_fingerprint === 'fp_ollama') return 'ollama';
  if (reply.metadata != null && 'weight_version' in Object(reply.metadata)) return 'sglang';
  if ('kv_transfer_params' in Object(reply)) return 'vllm';
  return headerOf(http, 'x-compute-type') === undefined ? undefined : 'tgi';
}

/** TGI tells whole milliseconds in headers; so does LiteLLM, of the call as it made it. */
function timesOf(told: ServerTimes | null | undefined, http: HttpFacts | undefined): ServerTimes {
  return {
    ...told,
    queue: told?.queue ?? seconds(http, 'x-queue-time'),
    total:
      told?.total ??
      seconds(http, 'x-total-time') ??
      seconds(http, 'x-litellm-response-duration-ms'),
  };
}

function seconds(http: HttpFacts | undefined, header: string): number | undefined {
  const millis = numberIn(http, header);
  return millis === undefined ? undefined : millis / 1000;
}

/** LiteLLM's price of the call, in US dollars; a gateway that does not know it leaves it out. */
function costInHeaders(http: HttpFacts | undefined): ResponseFacts['cost'] {
  const amount = numberIn(http, 'x-litellm-response-cost');
  return amount === undefined ? undefined : { amount, currency: 'USD' };
}

function numberIn(http: HttpFacts | undefined, header: string): number | undefined {
  const text = headerOf(http, header);
  return text !== undefined && /^\d{1,15}(?:\.\d{1,20})?(?:e-?\d{1,3})?$/i.test(text)
    ? Number(text)
    : undefined;
}
