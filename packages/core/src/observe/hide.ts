/** Puts something of ours on an object of the client's without its being seen in listings or prints. */

/** Defines an own, not enumerable property that can be changed and removed. */
export function hide(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: false,
    writable: true,
  });
}
