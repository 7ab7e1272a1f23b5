/** All adapters, each with its body: for bundles, where nothing can be loaded later. */
import type { AdapterEntry } from '@spanwise/core';
import { openai } from '@spanwise/instrumentation-openai';
import { openaiRealtime } from '@spanwise/instrumentation-openai-realtime';
import { anthropic } from '@spanwise/instrumentation-anthropic';
import { googleGenai, googleVertexai } from '@spanwise/instrumentation-google-genai';
import { bedrock, bedrockAgent } from '@spanwise/instrumentation-bedrock';
import { mistral } from '@spanwise/instrumentation-mistral';
import { cohere } from '@spanwise/instrumentation-cohere';
import { groq } from '@spanwise/instrumentation-groq';
import { together } from '@spanwise/instrumentation-together';
import { cerebras } from '@spanwise/instrumentation-cerebras';
import { ollama } from '@spanwise/instrumentation-ollama';
import { openrouter } from '@spanwise/instrumentation-openrouter';
import { huggingface } from '@spanwise/instrumentation-huggingface';
import { replicate } from '@spanwise/instrumentation-replicate';
import { voyage } from '@spanwise/instrumentation-voyage';
import { ai } from '@spanwise/instrumentation-ai';
import { pg } from '@spanwise/instrumentation-pg';
import { postgres } from '@spanwise/instrumentation-postgres';
import { redis } from '@spanwise/instrumentation-redis';
import { opensearch } from '@spanwise/instrumentation-opensearch';
import { elasticsearch } from '@spanwise/instrumentation-elasticsearch';
import { chroma } from '@spanwise/instrumentation-chroma';
import { lancedb } from '@spanwise/instrumentation-lancedb';
import { pinecone } from '@spanwise/instrumentation-pinecone';
import { qdrant, qdrantGrpc } from '@spanwise/instrumentation-qdrant';
import { milvus } from '@spanwise/instrumentation-milvus';
import { upstashVector } from '@spanwise/instrumentation-upstash-vector';
import { turbopuffer } from '@spanwise/instrumentation-turbopuffer';
import { betterSqlite3, nodeSqlite } from '@spanwise/instrumentation-sqlite';
import { s3Vectors } from '@spanwise/instrumentation-s3-vectors';
import { duckdb } from '@spanwise/instrumentation-duckdb';
import { astra } from '@spanwise/instrumentation-astra';
import { mongodb } from '@spanwise/instrumentation-mongodb';
import { weaviate, weaviateTs } from '@spanwise/instrumentation-weaviate';
import { supabase } from '@spanwise/instrumentation-supabase';
import { vectorize } from '@spanwise/instrumentation-vectorize';
import { pino } from '@spanwise/instrumentation-pino';
import { winston } from '@spanwise/instrumentation-winston';
import { bunyan } from '@spanwise/instrumentation-bunyan';
import { console } from '@spanwise/instrumentation-console';

/** All adapters. */
export const adapters: readonly AdapterEntry[] = [
  openai,
  openaiRealtime,
  anthropic,
  googleGenai,
  googleVertexai,
  bedrock,
  bedrockAgent,
  mistral,
  cohere,
  groq,
  together,
  cerebras,
  ollama,
  openrouter,
  huggingface,
  replicate,
  voyage,
  ai,
  pg,
  postgres,
  redis,
  opensearch,
  elasticsearch,
  chroma,
  lancedb,
  pinecone,
  qdrant,
  qdrantGrpc,
  milvus,
  upstashVector,
  turbopuffer,
  nodeSqlite,
  betterSqlite3,
  s3Vectors,
  duckdb,
  weaviate,
  astra,
  mongodb,
  weaviateTs,
  supabase,
  vectorize,
  pino,
  winston,
  bunyan,
  console,
];
