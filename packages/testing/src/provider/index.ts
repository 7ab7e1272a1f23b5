/** A scripted provider: ordinary and hostile replies in the format of each vendor, and a record of every exchange. */
import { ANTHROPIC } from './anthropic.ts';
import { COHERE } from './cohere.ts';
import { GEMINI } from './google-genai.ts';
import { MISTRAL } from './mistral.ts';
import { OLLAMA } from './ollama.ts';
import { OPENAI } from './openai.ts';
import type { Vendor } from './vendor.ts';

export {
  startProvider,
  type Exchange,
  type Provider,
  type RecordedBody,
  type Release,
} from './server.ts';
export type { Piece, Replies, Reply, Script, ScriptedRequest } from './reply.ts';
export type { Vendor } from './vendor.ts';

/** The vendors that the provider answers as, by the id of the adapter. */
export const VENDORS: Readonly<
  Record<
    | 'openai'
    | 'anthropic'
    | 'groq'
    | 'together'
    | 'cerebras'
    | 'mistral'
    | 'cohere'
    | 'ollama'
    | 'googleGenai',
    Vendor
  >
> = {
  openai: OPENAI,
  anthropic: ANTHROPIC,
  // They speak OpenAI's API.
  groq: OPENAI,
  together: OPENAI,
  cerebras: OPENAI,
  mistral: MISTRAL,
  cohere: COHERE,
  ollama: OLLAMA,
  googleGenai: GEMINI,
};
