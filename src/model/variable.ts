/** @returns a provider's id as the names of environment variables spell it: `my-corp` is `MY_CORP`. */
export function variableWord(provider: string): string {
  return provider.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
