/** Text in a YAML file. */

/** A single-quoted scalar: nothing in it is special but the quote (YAML 1.2, section 7.3.2). */
export function yamlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
