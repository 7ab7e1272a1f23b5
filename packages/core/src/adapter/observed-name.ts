/** The name that an application gives to an object that does not know its own. */
import { hide } from '../observe/hide.ts';

const NAME: unique symbol = Symbol.for('spanwise.name');

/** Keeps the name with the object. An object that takes nothing more keeps none. */
export function nameObserved(client: object, name: string): void {
  if (Object.isExtensible(client)) hide(client, NAME, name);
}

/** The name that `observe(client, { name })` was given for the receiver of a call. */
export function observedName(receiver: unknown): string | undefined {
  return (receiver as { readonly [NAME]?: string } | null | undefined)?.[NAME];
}
