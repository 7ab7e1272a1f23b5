/** The name of a model without the path that says where it is. */

/** `models/gemini-x` and `projects/p/locations/l/publishers/google/models/gemini-x` are `gemini-x`. Others stay. */
export function modelName(model: unknown): string | undefined {
  return typeof model === 'string' ? model.replace(/^(?:.+\/)?models\//, '') : undefined;
}
