/** Where a method of the client is. */
import { accessorMethod, type MethodTarget } from '@spanwise/core/adapter';

/** `chat.complete` is a method of whatever the accessor `chat` of the client's class makes. */
export function method(path: string): MethodTarget {
  return accessorMethod('Mistral', path);
}
