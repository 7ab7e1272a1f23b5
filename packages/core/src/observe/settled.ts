/** What becomes of a reply once a client has it. */
import type { Call } from '../record/call.ts';
import { failed } from '../safely.ts';
import { watchBeside } from './beside.ts';
import { isGenerator, watchGenerator, type Steps } from './generator.ts';
import { isStream, watchStream } from './stream.ts';
import { watchTold } from './told.ts';

/** The reply is there: a stream is watched further, anything else ends the call. */
export function settled(value: unknown, call: Call): void {
  try {
    const stream = call.streamIn(value);
    if (isStream(stream)) {
      watchStream(stream, call);
      watchBeside(value, call);
    } else if (isGenerator(stream) || (call.iterationContext && isGenerator(value)))
      watchGenerator(value as Steps, call);
    else if (call.told && watchTold(value, call.told, call)) return;
    else call.reply(value);
  } catch (error) {
    failed('watching a reply', error);
    call.abandon();
  }
}
