/** All adapters by their headers; a body is loaded when its library is found. */
import { createRequire } from 'node:module';
import type { AdapterEntry, AdapterHeader } from '@spanwise/core';
import { openaiHeader } from '@spanwise/instrumentation-openai/header';
import { openaiRealtimeHeader } from '@spanwise/instrumentation-openai-realtime/header';
import { anthropicHeader } from '@spanwise/instrumentation-anthropic/header';
import {
  googleGenaiHeader,
  googleVertexaiHeader,
} from '@spanwise/instrumentation-google-genai/header';
import { bedrockAgentHeader, bedrockHeader } from '@spanwise/instrumentation-bedrock/header';
import { mistralHeader } from '@spanwise/instrumentation-mistral/header';
import { cohereHeader } from '@spanwise/instrumentation-cohere/header';
import { groqHeader } from '@spanwise/instrumentation-groq/header';
import { togetherHeader } from '@spanwise/instrumentation-together/header';
import { cerebrasHeader } from '@spanwise/instrumentation-cerebras/header';
import { ollamaHeader } from '@spanwise/instrumentation-ollama/header';
import { openrouterHeader } from '@spanwise/instrumentation-openrouter/header';
import { huggingfaceHeader } from '@spanwise/instrumentation-huggingface/header';
import { replicateHeader } from '@spanwise/instrumentation-replicate/header';
import { voyageHeader } from '@spanwise/instrumentation-voyage/header';
import { aiHeader } from '@spanwise/instrumentation-ai/header';
import { pgHeader } from '@spanwise/instrumentation-pg/header';
import { postgresHeader } from '@spanwise/instrumentation-postgres/header';
import { supabaseHeader } from '@spanwise/instrumentation-supabase/header';
import { betterSqlite3Header, nodeSqliteHeader } from '@spanwise/instrumentation-sqlite/header';
import { duckdbHeader } from '@spanwise/instrumentation-duckdb/header';
import { chromaHeader } from '@spanwise/instrumentation-chroma/header';
import { lancedbHeader } from '@spanwise/instrumentation-lancedb/header';
import { pineconeHeader } from '@spanwise/instrumentation-pinecone/header';
import { qdrantGrpcHeader, qdrantHeader } from '@spanwise/instrumentation-qdrant/header';
import { milvusHeader } from '@spanwise/instrumentation-milvus/header';
import { weaviateHeader, weaviateTsHeader } from '@spanwise/instrumentation-weaviate/header';
import { elasticsearchHeader } from '@spanwise/instrumentation-elasticsearch/header';
import { opensearchHeader } from '@spanwise/instrumentation-opensearch/header';
import { redisHeader } from '@spanwise/instrumentation-redis/header';
import { mongodbHeader } from '@spanwise/instrumentation-mongodb/header';
import { astraHeader } from '@spanwise/instrumentation-astra/header';
import { upstashVectorHeader } from '@spanwise/instrumentation-upstash-vector/header';
import { turbopufferHeader } from '@spanwise/instrumentation-turbopuffer/header';
import { s3VectorsHeader } from '@spanwise/instrumentation-s3-vectors/header';
import { vectorizeHeader } from '@spanwise/instrumentation-vectorize/header';
import { pinoHeader } from '@spanwise/instrumentation-pino/header';
import { winstonHeader } from '@spanwise/instrumentation-winston/header';
import { bunyanHeader } from '@spanwise/instrumentation-bunyan/header';
import { consoleHeader } from '@spanwise/instrumentation-console/header';

const require = createRequire(import.meta.url);

/** The package exports its entry under the header's id. */
function lazy(header: AdapterHeader): AdapterEntry {
  return {
    ...header,
    load: () => (require(header.packageName) as Record<string, AdapterEntry>)[header.id]!.load(),
  };
}

/** All adapters. */
export const adapters: readonly AdapterEntry[] = [
  openaiHeader,
  openaiRealtimeHeader,
  anthropicHeader,
  googleGenaiHeader,
  googleVertexaiHeader,
  bedrockHeader,
  bedrockAgentHeader,
  mistralHeader,
  cohereHeader,
  groqHeader,
  togetherHeader,
  cerebrasHeader,
  ollamaHeader,
  openrouterHeader,
  huggingfaceHeader,
  replicateHeader,
  voyageHeader,
  aiHeader,
  pgHeader,
  postgresHeader,
  supabaseHeader,
  nodeSqliteHeader,
  betterSqlite3Header,
  duckdbHeader,
  chromaHeader,
  lancedbHeader,
  pineconeHeader,
  qdrantHeader,
  qdrantGrpcHeader,
  milvusHeader,
  weaviateHeader,
  weaviateTsHeader,
  elasticsearchHeader,
  opensearchHeader,
  redisHeader,
  mongodbHeader,
  astraHeader,
  upstashVectorHeader,
  turbopufferHeader,
  s3VectorsHeader,
  vectorizeHeader,
  pinoHeader,
  winstonHeader,
  bunyanHeader,
  consoleHeader,
].map(lazy);
