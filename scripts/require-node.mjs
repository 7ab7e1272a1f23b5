/** Stops with a clear message where the running Node is too old to work on Spanwise. Plain JavaScript: an old Node must be able to read it. */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  console.error(
    `Spanwise needs Node 22.15 or newer; this is ${process.versions.node} on ${process.platform} ${process.arch}.\n` +
      'On Linux x64 and arm64 "npm ci" brings its own Node: run "npm ci" without --omit=optional.\n' +
      'Elsewhere install Node 22.15 or newer (https://nodejs.org) and run the command again.',
  );
  process.exit(1);
}
