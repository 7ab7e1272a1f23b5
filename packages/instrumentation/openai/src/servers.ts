/** What a reply tells of a server of one's own or of a gateway: which it is, how long it took, what the call cost. */
import { headerOf, listOf, type HttpFacts, type ServerTimes } from '@spanwise/core/adapter';
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
 * The server that a reply, whole or of a stream, shows by what no other has: the times of llama.cpp, Ollama's constant
 * fingerprint, TGI's header, and of three what their sources say (2026-11):
 *
 * - vLLM: a fingerprint of its name and version (`vllm/entrypoints/openai/fingerprint.py` of vllm-project/vllm), and
 *   `kv_transfer_params` of a whole reply.
 * - SGLang: `matched_stop` of each choice (`python/sglang/srt/entrypoints/openai/protocol.py` of sgl-project/sglang), and
 *   the version of the weights of a whole reply.
 * - TensorRT-LLM: how many tokens an iteration gave (`tensorrt_llm/serve/openai_protocol.py` and
 *   `postprocess_handlers.py` of NVIDIA/TensorRT-LLM).
 */
function serverOf(reply: Identified, http: HttpFacts | undefined): string | undefined {
  if (reply.timings != null || headerOf(http, 'server') === 'llama.cpp') return 'llama_cpp';
  const fingerprint = String(reply.system_fingerprint);
  if (fingerprint === 'fp_ollama') return 'ollama';
  const choice = listOf(reply.choices)[0];
  if (choice?.matched_stop !== undefined || 'weight_version' in Object(reply.metadata))
    return 'sglang';
  if (choice?.avg_decoded_tokens_per_iter !== undefined) return 'tensorrt_llm';
  if (fingerprint.startsWith('vllm-') || 'kv_transfer_params' in Object(reply)) return 'vllm';
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
