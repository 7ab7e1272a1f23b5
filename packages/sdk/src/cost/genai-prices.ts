/** Prices from `@pydantic/genai-prices`, as far as they are sure to hold for the call. */
import type * as genaiPrices from '@pydantic/genai-prices';
import { report, type Cost, type CostQuery } from '@spanwise/core';
import { loadPrices } from '../door.ts';
import { hasUsualPrice } from './price-table.ts';

type Library = typeof genaiPrices;
type Provider = genaiPrices.Provider;

/** The version that this package depends on and the day it was published: its prices are of that day or before. */
export const BUNDLED: PriceSource = { source: 'genai-prices@0.1.8', priceDate: '2026-09-23' };

/** Who prices calls. */
export interface PriceSource {
  /** `provider`, `function`, `table`, or a price table by name and version: as `spanwise.cost.source`. */
  readonly source: string;
  /** The day of its prices. */
  readonly priceDate?: string | undefined;
}

/** Shared by all copies of this package: there is one copy of the library's data, too. */
interface Loaded {
  library: Library | undefined;
  source: PriceSource;
  /** The one model that a call is about, found once; `undefined`: none that can be priced. */
  readonly models: Map<string, Provider | undefined>;
}
const KEY = Symbol.for('spanwise.prices.v1');
const shared = globalThis as { [KEY]?: Loaded };
const MAX_MODELS = 1000;

/** Loads the table, which takes about 50 ms, once per process. */
export function load(): Loaded {
  return (shared[KEY] ??= { library: tryLoading(), source: BUNDLED, models: new Map() });
}

function tryLoading(): Library | undefined {
  try {
    return loadPrices();
  } catch {
    report(
      'cost',
      'the price table cannot be loaded from where this program is: keep @pydantic/genai-prices external and installed; until then no call is priced by it',
    );
    return undefined;
  }
}

/** What prices by the table now. Never loads it. */
export function currentSource(): PriceSource {
  return shared[KEY]?.source ?? BUNDLED;
}

/**
 * The table's ids of the providers. Left out: OpenRouter and Perplexity, for which it knows no exact price, and
 * servers of one's own.
 */
export const PRICED_PROVIDERS: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  'aws.bedrock': 'aws',
  'azure.ai.inference': 'azure',
  'azure.ai.openai': 'azure',
  cohere: 'cohere',
  deepseek: 'deepseek',
  fireworks_ai: 'fireworks',
  'gcp.gemini': 'google',
  'gcp.gen_ai': 'google',
  'gcp.vertex_ai': 'google',
  groq: 'groq',
  mistral_ai: 'mistral',
  moonshot_ai: 'moonshotai',
  openai: 'openai',
  together_ai: 'together',
  x_ai: 'x-ai',
};

/** The addresses that list prices hold for, of providers whose clients are often pointed elsewhere. Regional ones may cost more. */
const OWN_ADDRESSES: Readonly<Record<string, string>> = {
  openai: 'api.openai.com',
  anthropic: 'api.anthropic.com',
};

/**
 * What a service tier makes of the list price. A tier that is not here has a price that is not known: OpenAI's
 * `priority` differs by model, Anthropic's is by contract.
 *
 * Read on 2026-11-25: OpenAI `guides/flex-processing` (tokens at Batch rates, cached ones discounted as well) and
 * `guides/batch` (half); Anthropic `build-with-claude/batch-processing` (half, of all usage); Groq
 * `docs/flex-processing` (as on demand).
 */
const TIERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  openai: { flex: 0.5, batch: 0.5 },
  anthropic: { batch: 0.5 },
  groq: { flex: 1 },
};

/** A batch that is cut into so many parts is of short requests. */
const PARTS = 1e6;

/** The units of the table that we can count. A model with a price by another one is not priced. */
const UNITS = new Set([
  'input_mtok',
  'output_mtok',
  'cache_read_mtok',
  'cache_write_mtok',
  'cache_write_1h_mtok',
  'input_audio_mtok',
  'output_audio_mtok',
  'cache_audio_read_mtok',
  'input_image_mtok',
  'output_image_mtok',
  'cache_image_read_mtok',
  'output_reasoning_mtok',
  'audio_hours',
  'input_audio_hours',
  'web_searches_kcount',
  'storage_searches_kcount',
]);

/** Prices a call by the table; `undefined` when its price is not known for sure. */
export function priceByGenaiPrices(call: CostQuery): Cost | undefined {
  const providerId = call.provider === undefined ? undefined : PRICED_PROVIDERS[call.provider];
  // On Bedrock the name that is asked for says where it runs, on which the price depends.
  const model =
    providerId === 'aws'
      ? (call.requestModel ?? call.responseModel)
      : (call.responseModel ?? call.requestModel);
  if (providerId === undefined || model === undefined || !isAtListPrice(call, model))
    return undefined;
  const factor = hasUsualPrice(call)
    ? 1
    : call.priceVariant === undefined && call.serviceTier !== undefined
      ? TIERS[providerId]?.[call.serviceTier]
      : undefined;
  if (factor === undefined) return undefined;
  const { library, source, models } = load();
  if (library === undefined) return undefined;
  const key = `${providerId} ${model}`;
  if (!models.has(key)) {
    if (models.size >= MAX_MODELS) models.clear();
    models.set(key, findModel(library, providerId, model, call.time));
  }
  const provider = models.get(key);
  if (provider === undefined || !isSplit(call)) return undefined;
  const calculate = (usage: genaiPrices.Usage): ReturnType<Library['calcPrice']> =>
    library.calcPrice(usage, model, { provider, timestamp: call.time });
  const found = calculate(usageOf(call));
  return found !== null &&
    isComplete(call, found.model_price, providerId, factor) &&
    (!call.isBatch || isLinear(usageOf(call), found.total_price, calculate))
    ? { amount: found.total_price * factor, ...source }
    : undefined;
}

function isAtListPrice(call: CostQuery, model: string): boolean {
  const { provider = '', serverAddress, providerIsNamed } = call;
  // Search models bill searches that chat does not count. A search by a GPT-4 has several prices, of which the
  // table has one.
  if (/-search-(?:preview|api)/.test(model)) return false;
  if (provider === 'openai' && model.startsWith('gpt-4') && some(call.usage.webSearches))
    return false;
  if (providerIsNamed || serverAddress === undefined) return true;
  const own = OWN_ADDRESSES[provider];
  if (own !== undefined && own !== serverAddress) {
    report(
      'cost',
      `no price for calls to ${serverAddress}, which is not ${own}: if list prices hold there, say so by the option instrumentations.<id>.providers`,
    );
    return false;
  }
  // From Sonnet 4.5 on, regional endpoints cost more (Anthropic's `build-with-claude/claude-on-vertex-ai`, 2026-11-25).
  return !(
    provider === 'gcp.vertex_ai' &&
    model.includes('claude') &&
    serverAddress !== 'aiplatform.googleapis.com'
  );
}

/** The provider with the one model in it: searching the table at every call would take three times as long. */
function findModel(
  library: Library,
  providerId: string,
  id: string,
  timestamp: Date,
): Provider | undefined {
  const found = library.calcPrice({}, id, { providerId, timestamp });
  if (found === null) return undefined;
  const { provider, model } = found;
  const prices = Array.isArray(model.prices)
    ? model.prices.map((entry) => entry.prices)
    : [model.prices];
  // Empty prices are of models that are free on some terms, and of some whose price nobody entered.
  const isCountable = prices.every((price) => {
    const units = Object.keys(price).filter((unit) => price[unit] !== 0);
    return units.length > 0 && units.every((unit) => UNITS.has(unit));
  });
  if (!isCountable || !isSure(model.match, id.toLowerCase().trim())) return undefined;
  return { ...provider, models: [{ ...model, match: { contains: '' } }] };
}

/**
 * The library's match, but a beginning does not stand for another version: `claude-sonnet-5-5` is no
 * `claude-sonnet-5`, while a date may follow.
 */
function isSure(match: genaiPrices.MatchLogic, id: string): boolean {
  if ('or' in match) return match.or.some((part) => isSure(part, id));
  if ('and' in match) return match.and.every((part) => isSure(part, id));
  if ('regex' in match) return new RegExp(match.regex).test(id);
  if ('equals' in match) return id === match.equals.toLowerCase();
  if ('ends_with' in match) return id.endsWith(match.ends_with.toLowerCase());
  const isStart = 'starts_with' in match;
  const text = (isStart ? match.starts_with : match.contains).toLowerCase();
  const at = id.indexOf(text);
  return (
    at !== -1 && (at === 0 || !isStart) && !/^[-.]\d{1,2}(?!\d)/.test(id.slice(at + text.length))
  );
}

function usageOf({ usage, audioSeconds }: CostQuery): genaiPrices.Usage {
  const { audio, image } = usage.modalities ?? {};
  const all: genaiPrices.Usage = {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_tokens: usage.cacheReadInputTokens,
    cache_write_tokens: usage.cacheWriteInputTokens,
    cache_write_1h_tokens: usage.cacheWrite1hInputTokens,
    output_reasoning_tokens: usage.reasoningOutputTokens,
    input_audio_tokens: audio?.input,
    output_audio_tokens: audio?.output,
    cache_audio_read_tokens: audio?.cacheRead,
    input_image_tokens: image?.input,
    output_image_tokens: image?.output,
    cache_image_read_tokens: image?.cacheRead,
    web_searches: usage.webSearches,
    storage_searches: usage.fileSearches,
    audio_seconds: audioSeconds,
    input_audio_seconds: audioSeconds,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
}

/**
 * True when the sum of many requests costs what they cost one by one: false where a part of it has another price, as
 * where long inputs cost more. Nobody says then how long each of them was.
 */
function isLinear(
  usage: genaiPrices.Usage,
  price: number,
  calculate: (usage: genaiPrices.Usage) => { readonly total_price: number } | null,
): boolean {
  const part = Object.fromEntries(
    Object.entries(usage).map(([unit, amount]) => [unit, (amount as number) / PARTS]),
  );
  const priceOfPart = calculate(part)?.total_price;
  return priceOfPart !== undefined && Math.abs(priceOfPart * PARTS - price) <= price * 1e-6;
}

const some = (count: number | undefined): boolean => count !== undefined && count > 0;

/** False when it is not told which of the cached tokens are of a kind with a price of its own: the library throws. */
function isSplit({ usage: { cacheReadInputTokens, modalities } }: CostQuery): boolean {
  return (
    !some(cacheReadInputTokens) ||
    [modalities?.audio, modalities?.image].every(
      (kind) => !some(kind?.input) || kind?.cacheRead !== undefined,
    )
  );
}

/** True when everything that costs is counted, and everything that is counted has a price. */
function isComplete(
  { usage, operation, imageCount, audioSeconds }: CostQuery,
  price: genaiPrices.ModelPrice,
  providerId: string,
  factor: number,
): boolean {
  const isPriced = (unit: string): boolean => price[unit] !== undefined && price[unit] !== 0;
  const { audio, image } = usage.modalities ?? {};
  const tools = some(usage.webSearches) || some(usage.fileSearches);
  // Google lists a price of audio only where it differs from text.
  const needsAudio = providerId !== 'google';
  return !(
    (isPriced('input_mtok') && usage.inputTokens === undefined) ||
    (isPriced('output_mtok') && usage.outputTokens === undefined && operation !== 'embeddings') ||
    (isPriced('audio_hours') && audioSeconds === undefined) ||
    (isPriced('output_image_mtok') && some(imageCount) && image?.output === undefined) ||
    (needsAudio && some(audio?.input) && !isPriced('input_audio_mtok')) ||
    (needsAudio && some(audio?.output) && !isPriced('output_audio_mtok')) ||
    (some(usage.cacheWrite1hInputTokens) && !isPriced('cache_write_1h_mtok')) ||
    (some(usage.webSearches) && !isPriced('web_searches_kcount')) ||
    (some(usage.fileSearches) && !isPriced('storage_searches_kcount')) ||
    (tools && factor !== 1) ||
    some(usage.otherBilledTools)
  );
}

/** What {@link refreshPrices} is given. */
export interface RefreshOptions {
  /** Default: where the library publishes its table. */
  readonly url?: string | URL | undefined;
  /** Gives up. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fetches the newest price table and prices by it from then on, with the day of the download as its date. Nothing
 * else ever fetches it.
 *
 * @throws when it cannot be fetched or is no price table: the one before stays.
 */
export async function refreshPrices(options: RefreshOptions = {}): Promise<void> {
  const loaded = load();
  const { library } = loaded;
  if (library === undefined) throw new Error('the price table cannot be loaded');
  const { url = library.REMOTE_DATA_JSON_URL, signal = null } = options;
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`the price table was answered with status ${response.status}`);
  const table: unknown = await response.json();
  if (!Array.isArray(table) || table.length === 0) throw new Error('that is no price table');
  library.updatePrices(({ setProviderData }) => setProviderData(table as Provider[]));
  loaded.models.clear();
  loaded.source = { source: 'genai-prices', priceDate: new Date().toISOString().slice(0, 10) };
}
