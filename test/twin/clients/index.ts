/** The clients under test. A new one is a file here, its replies in `packages/testing/src/provider`, and its line in both lists. */
import type { TestedClient } from '../tested-client.ts';
import { anthropic } from './anthropic.ts';
import { cerebras } from './cerebras.ts';
import { cohere } from './cohere.ts';
import { googleGenai } from './google-genai.ts';
import { groq } from './groq.ts';
import { mistral } from './mistral.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { together } from './together.ts';

/** The clients under test, by the id of their adapter. */
export const CLIENTS: Readonly<Record<TestedClient['id'], TestedClient>> = {
  openai,
  anthropic,
  groq,
  together,
  cerebras,
  mistral,
  cohere,
  ollama,
  googleGenai,
};
