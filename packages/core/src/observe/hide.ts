/** Puts something of ours on an object of the client's without its being seen in listings or prints. */

/** Defines an own property that can be changed and removed. It is listed only where one of that name was listed before. */
export function hide(target: object, name: PropertyKey, value: unknown): void {
  const enumerable = Object.getOwnPropertyDescriptor(target, name)?.enumerable ?? false;
  Object.defineProperty(target, name, { value, configurable: true, enumerable, writable: true });
}
