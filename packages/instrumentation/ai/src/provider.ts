/** The conventions' word for a provider, from the SDK's. */

/** By how the SDK's name begins; the longer ones first. */
const PROVIDERS: readonly (readonly [prefix: string, provider: string])[] = [
  ['google.vertex', 'gcp.vertex_ai'],
  ['google-vertex', 'gcp.vertex_ai'],
  ['vertex', 'gcp.vertex_ai'],
  ['google', 'gcp.gemini'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['bedrock', 'aws.bedrock'],
  ['azure', 'azure.ai.openai'],
  ['mistral', 'mistral_ai'],
  ['xai', 'x_ai'],
  ['moonshotai', 'moonshot_ai'],
];

/** `openai.chat` is `openai`; a provider that the conventions do not know keeps the first part of its name. */
export function providerName(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') return undefined;
  return PROVIDERS.find(([prefix]) => name.startsWith(prefix))?.[1] ?? name.split('.')[0];
}
