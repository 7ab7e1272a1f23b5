/** Images that are made or changed. */
import { listOf, operation, textPart, type Operation, type Part } from '@spanwise/core/adapter';
import { modalityOf } from './content.ts';
import type { ImageBody, ImageReply } from './genai.ts';
import { method } from './method.ts';
import { modelName } from './model-name.ts';

/** `client.models.generateImages` and those that change an image. */
export const images: readonly Operation<never, never, never>[] = [
  method('generateImages', 'generateImagesInternal'),
  method('editImage', 'editImageInternal'),
  method('upscaleImage', 'upscaleImageInternal'),
  method('recontextImage'),
].map((target) =>
  operation<ImageBody, ImageReply>({
    name: 'generate_content',
    method: target,
    request: ({ model, config }) => ({
      model: modelName(model),
      choiceCount: config?.numberOfImages,
      outputType: 'image',
    }),
    response: (reply) => ({ imageCount: reply.generatedImages && imagesOf(reply).length }),
    input: ({ prompt }) => ({
      messages: prompt ? [{ role: 'user', parts: [textPart(prompt)] }] : undefined,
    }),
    output: (reply) => ({
      messages: imagesOf(reply).map(({ gcsUri, imageBytes = '', mimeType }) => {
        const common = { modality: modalityOf(mimeType ?? 'image/*'), mime_type: mimeType };
        const part: Part =
          gcsUri === undefined
            ? { type: 'blob', ...common, content: imageBytes }
            : { type: 'uri', ...common, uri: gcsUri };
        return { role: 'assistant', parts: [part] };
      }),
    }),
  }),
);

type Image = NonNullable<NonNullable<ImageReply['generatedImages']>[number]['image']>;

/** The client makes an empty image where the provider gave none. */
function imagesOf({ generatedImages }: ImageReply): readonly Image[] {
  return listOf(listOf(generatedImages).map(({ image }) => image)).filter(
    ({ gcsUri, imageBytes }) => (gcsUri ?? imageBytes) !== undefined,
  );
}
