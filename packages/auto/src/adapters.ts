/** All adapters, each with its body: for bundles, where nothing can be loaded later. */
import type { AdapterEntry } from '@spanwise/core';
import { openai } from '@spanwise/instrumentation-openai';
import { anthropic } from '@spanwise/instrumentation-anthropic';
import { bedrock, bedrockAgent } from '@spanwise/instrumentation-bedrock';
import { googleGenai, googleVertexai } from '@spanwise/instrumentation-google-genai';
import { mistral } from '@spanwise/instrumentation-mistral';
import { pino } from '@spanwise/instrumentation-pino';
import { groq } from '@spanwise/instrumentation-groq';
import { together } from '@spanwise/instrumentation-together';
import { cerebras } from '@spanwise/instrumentation-cerebras';
import { qdrant } from '@spanwise/instrumentation-qdrant';
import { winston } from '@spanwise/instrumentation-winston';
import { bunyan } from '@spanwise/instrumentation-bunyan';
import { console } from '@spanwise/instrumentation-console';
import { ollama } from '@spanwise/instrumentation-ollama';
import { cohere } from '@spanwise/instrumentation-cohere';
import { ai } from '@spanwise/instrumentation-ai';
import { openrouter } from '@spanwise/instrumentation-openrouter';
import { pg } from '@spanwise/instrumentation-pg';
import { chroma } from '@spanwise/instrumentation-chroma';
import { voyage } from '@spanwise/instrumentation-voyage';
import { pinecone } from '@spanwise/instrumentation-pinecone';

/** All adapters. */
export const adapters: readonly AdapterEntry[] = [
  openai,
  anthropic,
  googleGenai,
  googleVertexai,
  bedrock,
  bedrockAgent,
  mistral,
  cohere,
  voyage,
  pino,
  groq,
  together,
  cerebras,
  qdrant,
  winston,
  bunyan,
  console,
  ollama,
  ai,
  openrouter,
  pg,
  chroma,
  pinecone,
];
