/** The dated sets of names. Printed from registry/ by `npm run generate`; do not edit. */
import type { NameSet, NameSetId } from './tables.ts';

/** All sets. The first is the newest and changes no name. */
export const NAME_SETS: Readonly<Record<NameSetId, NameSet>> = {
  '2026-10': {
    id: '2026-10',
    schemaUrl: 'https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev',
    attributes: {},
    metrics: {},
    tokenUsage: undefined,
    messageFinishReason: false,
  },
  '1.41': {
    id: '1.41',
    schemaUrl: 'https://opentelemetry.io/schemas/1.41.0',
    attributes: {
      'gen_ai.usage.cache_write.input_tokens': 'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.retrieval.top_k': 'gen_ai.request.top_k',
    },
    metrics: {
      'gen_ai.client.inference.duration': 'gen_ai.client.operation.duration',
      'gen_ai.client.inference.time_to_first_chunk': 'gen_ai.client.operation.time_to_first_chunk',
      'gen_ai.client.inference.time_per_output_chunk': 'gen_ai.client.operation.time_per_output_chunk',
      'gen_ai.invoke_workflow.duration': 'gen_ai.workflow.duration',
    },
    tokenUsage: {
      metric: {
        name: 'gen_ai.client.token.usage',
        instrument: 'histogram',
        unit: '{token}',
        valueType: 'int',
        description: 'Tokens of one operation, by direction.',
        buckets: [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        attributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.token.type', 'server.address', 'server.port'],
        optInAttributes: ['spanwise.tenant.id'],
      },
      attribute: 'gen_ai.token.type',
      input: 'input',
      output: 'output',
      replaces: ['gen_ai.client.inference.operation.input_tokens', 'gen_ai.client.inference.operation.output_tokens', 'gen_ai.client.inference.usage.cache_read.input_tokens', 'gen_ai.client.inference.usage.cache_write.input_tokens', 'gen_ai.client.inference.usage.input_tokens', 'gen_ai.client.inference.usage.output_tokens', 'gen_ai.client.inference.usage.reasoning.output_tokens'],
    },
    messageFinishReason: true,
  },
};
