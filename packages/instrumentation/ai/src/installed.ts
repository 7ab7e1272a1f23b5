/** The installed versions of the SDK, by alias, for tests. */

/** The oldest and newest of each major. */
export const ALIASES: readonly string[] = [
  'ai5-oldest',
  'ai5',
  'ai6-oldest',
  'ai6',
  'ai7-oldest',
  'ai',
];

/** The package of a provider that goes with a version of the SDK. */
export function providerOf(alias: string): string {
  if (alias.startsWith('ai5')) return 'ai-openai-compatible1';
  return alias.startsWith('ai6') ? 'ai-openai-compatible2' : '@ai-sdk/openai-compatible';
}
