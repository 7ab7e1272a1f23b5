/** The providers that can answer in the place of the scripted model, and how each is chosen by variables. */
import OpenAI from 'openai';
import { ConfigError } from 'spanwise';

/** The part of a client that the agent uses. */
type ChatClient = Pick<OpenAI, 'chat'>;

/** The model that the agent asks. */
export interface ChatModel {
  readonly client: ChatClient;
  readonly name: string;
  /** The provider tells the tokens of a stream, and refuses a request that asks for them. Default: false. */
  readonly refusesStreamOptions?: boolean | undefined;
}

/** A provider that was chosen. */
interface ChosenProvider {
  readonly name: string;
  readonly chat: ChatModel;
  /** Makes the embeddings. Absent: the provider has none of 256 dimensions, and the scripted ones stay. */
  readonly embeddings?: OpenAI | undefined;
}

interface Settings {
  readonly apiKey: string;
  readonly baseURL?: string;
}

interface ModelProvider {
  /** The variable that holds the key. Absent: it needs none. */
  readonly key?: string;
  readonly model: string;
  /** Where it speaks OpenAI's API. Absent: its client knows. */
  readonly baseURL?: string;
  /** Makes the provider's own client. Absent: `openai` is its client. */
  readonly create?: (settings: Settings) => Promise<object>;
  readonly refusesStreamOptions?: boolean;
}

/** Providers by name. Addresses and models are those of each provider's reference, 2026-11. */
export const modelProviders: Readonly<Record<string, ModelProvider>> = {
  openai: { key: 'OPENAI_API_KEY', model: 'gpt-4o-mini' },
  anthropic: {
    key: 'ANTHROPIC_API_KEY',
    model: 'claude-haiku-4-5',
    baseURL: 'https://api.anthropic.com/v1/',
  },
  bedrock: {
    key: 'AWS_BEARER_TOKEN_BEDROCK',
    model: 'openai.gpt-oss-20b-1:0',
    baseURL: 'https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1',
  },
  cerebras: {
    key: 'CEREBRAS_API_KEY',
    model: 'gpt-oss-120b',
    create: async (settings) => {
      const { Cerebras } = await import('@cerebras/cerebras_cloud_sdk');
      // It would send a request of its own when it is made.
      return new Cerebras({ ...settings, warmTCPConnection: false });
    },
  },
  cohere: {
    key: 'CO_API_KEY',
    model: 'command-a-03-2025',
    baseURL: 'https://api.cohere.ai/compatibility/v1',
  },
  deepseek: {
    key: 'DEEPSEEK_API_KEY',
    model: 'deepseek-chat',
    baseURL: 'https://api.deepseek.com',
  },
  google: {
    key: 'GEMINI_API_KEY',
    model: 'gemini-2.5-flash',
    baseURL: 'https://generativelanguage.googleapis.com/v1beta/openai/',
  },
  groq: {
    key: 'GROQ_API_KEY',
    model: 'openai/gpt-oss-20b',
    create: async (settings) => new (await import('groq-sdk')).Groq(settings),
  },
  huggingface: {
    key: 'HF_TOKEN',
    model: 'openai/gpt-oss-20b',
    baseURL: 'https://router.huggingface.co/v1',
  },
  mistral: {
    key: 'MISTRAL_API_KEY',
    model: 'mistral-small-latest',
    baseURL: 'https://api.mistral.ai/v1',
    refusesStreamOptions: true,
  },
  ollama: { model: 'llama3.2', baseURL: 'http://localhost:11434/v1' },
  openrouter: {
    key: 'OPENROUTER_API_KEY',
    model: 'openai/gpt-4o-mini',
    baseURL: 'https://openrouter.ai/api/v1',
  },
  together: {
    key: 'TOGETHER_API_KEY',
    model: 'openai/gpt-oss-20b',
    create: async (settings) => new (await import('together-ai')).Together(settings),
  },
};

/**
 * The provider that variables name: `SUPPORT_DESK_PROVIDER`, else OpenAI with its key or its address. `undefined`: none,
 * so the scripted model answers.
 *
 * @throws {ConfigError} for a provider that is not known, and for one without its key.
 */
export async function chooseProvider(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<ChosenProvider | undefined> {
  const isOpenAi = Boolean(variables['OPENAI_API_KEY'] || variables['OPENAI_BASE_URL']);
  const name = variables['SUPPORT_DESK_PROVIDER'] || (isOpenAi ? 'openai' : undefined);
  if (name === undefined) return undefined;
  if (!Object.hasOwn(modelProviders, name)) {
    throw new ConfigError({
      code: 'SUPPORT_DESK_PROVIDER_UNKNOWN',
      message: `SUPPORT_DESK_PROVIDER names a provider that is not known: "${name}"`,
      fix: `Use one of ${Object.keys(modelProviders).join(', ')}.`,
    });
  }
  const provider = modelProviders[name]!;
  const baseURL =
    variables['SUPPORT_DESK_BASE_URL'] ||
    (name === 'openai' ? variables['OPENAI_BASE_URL'] : undefined) ||
    provider.baseURL;
  const isOwnServer = name === 'openai' && baseURL !== undefined;
  const apiKey = (provider.key && variables[provider.key]) || undefined;
  if (provider.key !== undefined && apiKey === undefined && !isOwnServer) {
    throw new ConfigError({
      code: 'SUPPORT_DESK_KEY_MISSING',
      message: `SUPPORT_DESK_PROVIDER is "${name}", and there is no key for it`,
      fix: `Set ${provider.key}, or leave SUPPORT_DESK_PROVIDER out for the scripted model.`,
    });
  }
  const settings = { apiKey: apiKey ?? 'none', ...(baseURL && { baseURL }) };
  const openAi = provider.create === undefined ? new OpenAI(settings) : undefined;
  return {
    name,
    chat: {
      client: openAi ?? ((await provider.create!(settings)) as ChatClient),
      name: variables['SUPPORT_DESK_MODEL'] || provider.model,
      refusesStreamOptions: provider.refusesStreamOptions,
    },
    embeddings: name === 'openai' ? openAi : undefined,
  };
}
