/** Masks what looks like a key in words that somebody typed: it is soon given in place of a file or a fingerprint. */
import { Secret } from '../model/secret.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';

const RUN = new RegExp(`(${BUILTIN_RULES.map(({ prefix }) => prefix).join('|')})[A-Za-z0-9_-]{12,}`, 'g');

/** A body of one kind of characters is a name, and stays to be read. */
export function maskTyped(text: string): string {
  return text.replace(RUN, (run, prefix: string) => {
    const body = run.slice(prefix.length);
    const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(body));
    return kinds.length < 2 ? run : new Secret(run, prefix.length).redacted;
  });
}
