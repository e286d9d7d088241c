#!/usr/bin/env node
// Parses on every Node that knows modules, so that an old one gets a sentence and not a stack.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`leakward: needs Node 20.19 or newer, this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  const { main } = await import('../dist/cli.js');
  process.exitCode = await main(process);
}
