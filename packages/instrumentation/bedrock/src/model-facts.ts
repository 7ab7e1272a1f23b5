/** What a model id tells. */
import type { RequestFacts } from '@spanwise/core/adapter';

/** The model, or the managed prompt that names it: a prompt's address takes the place of a model's. */
export function modelFacts(modelId: string | undefined): RequestFacts {
  const prompt = /:prompt\/([^:/]+)(?::(\w+))?$/.exec(modelId ?? '');
  return prompt ? { promptName: prompt[1], promptVersion: prompt[2] } : { model: modelId };
}
