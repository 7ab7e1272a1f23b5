/** Ends a call whose promise or stream was dropped: nobody can use it any more. */
import { state, type OpenCall } from '../state.ts';

/**
 * Ends the call as abandoned once the garbage collector has taken `handle`. The call must not hold it.
 * Costs 0.2 to 2 µs, so it is used only where nothing else is sure to end the call.
 */
export function abandonWhenDropped(handle: object, call: OpenCall): void {
  const shared = state();
  shared.dropRegistry ??= new FinalizationRegistry<OpenCall>((dropped) => dropped.abandon());
  shared.dropRegistry.register(handle, call);
}

/**
 * The same for a promise, or for several of one call. Once one of them gave a stream, the stream lives on
 * without them, and it is the stream that may be dropped.
 */
export function abandonWhenUnread(
  promises: object,
  call: OpenCall & { readonly streams: boolean },
): void {
  abandonWhenDropped(promises, {
    abandon: () => {
      if (!call.streams) call.abandon();
    },
  });
}
