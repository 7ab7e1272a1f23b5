/** How a process that serves the application says where it listens, and when it ends. */

/** Tells the parent the address, and ends with it, also when it is gone already. Without a parent: prints it. */
export function announce(address: string): void {
  if (process.send === undefined) {
    console.log(address);
    return;
  }
  process.once('disconnect', end);
  if (!process.connected) end();
  // Given a callback, a parent that is just gone is no unhandled error.
  process.send(address, undefined, undefined, (error) => error && end());
}

function end(): void {
  process.exit();
}
