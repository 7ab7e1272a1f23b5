/** What a reply tells of a server of one's own or of a gateway: which it is, how long it took, what the call cost. */
import { headerOf, type HttpFacts, type ServerTimes } from '@spanwise/core/adapter';
import { gatewayFacts, seconds, type ServerFacts } from './gateway.ts';
import type { Identified } from './openai.ts';
import { serverTimes } from './server-times.ts';

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
