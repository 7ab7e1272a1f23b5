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
import { supabase } from '@spanwise/instrumentation-supabase';
import { betterSqlite3, nodeSqlite } from '@spanwise/instrumentation-sqlite';
import { duckdb } from '@spanwise/instrumentation-duckdb';
import { chroma } from '@spanwise/instrumentation-chroma';
import { lancedb } from '@spanwise/instrumentation-lancedb';
import { pinecone } from '@spanwise/instrumentation-pinecone';
import { qdrant, qdrantGrpc } from '@spanwise/instrumentation-qdrant';
import { milvus } from '@spanwise/instrumentation-milvus';
import { weaviate, weaviateTs } from '@spanwise/instrumentation-weaviate';
import { elasticsearch } from '@spanwise/instrumentation-elasticsearch';
import { opensearch } from '@spanwise/instrumentation-opensearch';
import { redis } from '@spanwise/instrumentation-redis';
import { mongodb } from '@spanwise/instrumentation-mongodb';
import { astra } from '@spanwise/instrumentation-astra';
import { upstashVector } from '@spanwise/instrumentation-upstash-vector';
import { turbopuffer } from '@spanwise/instrumentation-turbopuffer';
import { s3Vectors } from '@spanwise/instrumentation-s3-vectors';
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
  supabase,
  nodeSqlite,
  betterSqlite3,
  duckdb,
  chroma,
  lancedb,
  pinecone,
  qdrant,
  qdrantGrpc,
  milvus,
  weaviate,
  weaviateTs,
  elasticsearch,
  opensearch,
  redis,
  mongodb,
  astra,
  upstashVector,
  turbopuffer,
  s3Vectors,
  vectorize,
  pino,
  winston,
  bunyan,
  console,
];
