// Sets the hooks up for those who work on leakward. Where husky is not there (npm installs us from git) or nobody commits
// (CI), there is nothing to do.
if (process.env.CI === undefined && process.env.HUSKY !== '0') {
  const husky = await import('husky').catch(() => undefined);
  if (husky !== undefined) process.stdout.write(husky.default());
}
