/** Which provider answers at an address: the `openai` client speaks to every server that is compatible. */

/** Host names to `gen_ai.provider.name`, from each provider's API reference (2026-11). A leading dot stands for every host under it. */
const PROVIDERS_BY_HOST: Readonly<Record<string, string>> = {
  'api.openai.com': 'openai',
  '.openai.azure.com': 'azure.ai.openai',
  '.cognitiveservices.azure.com': 'azure.ai.openai',
  '.services.ai.azure.com': 'azure.ai.openai',
  '.amazonaws.com': 'aws.bedrock',
  'api.anthropic.com': 'anthropic',
  'api.cohere.ai': 'cohere',
  'api.deepseek.com': 'deepseek',
  'api.fireworks.ai': 'fireworks_ai',
  'generativelanguage.googleapis.com': 'gcp.gemini',
  '.aiplatform.googleapis.com': 'gcp.vertex_ai',
  'api.cerebras.ai': 'cerebras',
  'api.groq.com': 'groq',
  'router.huggingface.co': 'huggingface',
  'api.mistral.ai': 'mistral_ai',
  'api.moonshot.ai': 'moonshot_ai',
  'integrate.api.nvidia.com': 'nvidia_nim',
  'openrouter.ai': 'openrouter',
  'api.perplexity.ai': 'perplexity',
  'api.together.ai': 'together_ai',
  'api.together.xyz': 'together_ai',
  'api.x.ai': 'x_ai',
};

/** Ports that one self-hosted server alone uses by default. vLLM, LiteLLM and llama.cpp share theirs with much else: their replies tell (`servers.ts`), or the option `providers`. */
const PROVIDERS_BY_PORT: Readonly<Record<string, string>> = {
  '1234': 'lm_studio',
  '11434': 'ollama',
};

/** The provider at an address; `undefined` for one that is not known. */
export function providerOf(url: URL): string | undefined {
  const { hostname } = url;
  const exact = PROVIDERS_BY_HOST[hostname];
  if (exact !== undefined) return exact;
  for (let dot = hostname.indexOf('.'); dot !== -1; dot = hostname.indexOf('.', dot + 1)) {
    const above = PROVIDERS_BY_HOST[hostname.slice(dot)];
    if (above !== undefined) return above;
  }
  // Vertex AI puts the region before the name: `europe-west1-aiplatform.googleapis.com`.
  if (hostname.endsWith('-aiplatform.googleapis.com')) return 'gcp.vertex_ai';
  return PROVIDERS_BY_PORT[url.port];
}
