#!/usr/bin/env node
// No `import` statement and no `await`: every Node since 10 parses this, so that an old one gets a sentence and not a stack.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`leakward: needs Node 20.19 or newer, this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  // What a run that never ends its work exits with.
  process.exitCode = 2;
  import('../dist/cli.js')
    .then(({ main }) => main(process))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      process.stderr.write(
        `leakward: cannot be started (${error.code || error.name})\nhint: install it again\n`,
      );
      process.exitCode = 2;
    });
}
