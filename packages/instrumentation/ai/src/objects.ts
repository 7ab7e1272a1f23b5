/** 7 makes objects and tells nobody: what is asked of a model for them is seen at the model that a call is given. */
import type { AttachedAdapter, ReplacedFunction } from '@spanwise/core/adapter';
import type { Event, Told } from './ai.ts';
import { changesOptions, follow, optionOf, withOption } from './options.ts';

/** What of 7 is given a model that is watched. */
export const objects: readonly ReplacedFunction[] = ['generateObject', 'streamObject'].map(
  (name) => ({
    method: { kind: 'export', name },
    versions: '>=7',
    wrap: changesOptions(withModel),
  }),
);

/** A model that is only named is the SDK's to find. */
function withModel(options: object, adapter: AttachedAdapter): object {
  const model = optionOf(options, 'model');
  const isOff = ['telemetry', 'experimental_telemetry'].some(
    (name) => (optionOf(options, name) as { isEnabled?: unknown } | undefined)?.isEnabled === false,
  );
  return typeof model === 'object' && model !== null && !isOff
    ? withOption(options, 'model', watched(model, adapter))
    : options;
}

interface CallOptions extends Omit<Event, 'provider' | 'modelId' | 'messages'> {
  readonly prompt?: Event['messages'];
}

function watched(model: object, adapter: AttachedAdapter): object {
  return new Proxy(model, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (key !== 'doGenerate' && key !== 'doStream') return value.bind(target) as unknown;
      return (options: CallOptions): unknown => {
        const { provider, modelId } = target as Event;
        const event = { ...options, provider, modelId, messages: options?.prompt } as Event;
        const told: Told = {
          type: 'languageModelCall',
          event: { ...event, output: { name: 'object' } },
        };
        const call = adapter.start(undefined, [told]);
        const ask = (): unknown => value.call(target, options) as unknown;
        return call === undefined ? ask() : follow(call, ask, call.reply);
      };
    },
  });
}
