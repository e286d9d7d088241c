/** The last net under what is said besides reports: texts that quote what they complain about, or that people typed. */
import { createDetector } from '../detect/detector.ts';
import { cutRandomButIds } from '../detect/randomness/cut.ts';
import { Secret } from '../model/secret.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';
import { createRuleset } from '../rules/ruleset.ts';
import { printable } from './printable.ts';

/** The text with every key in it redacted, also keys that no report knows, and what looks like one. */
export function unkeyed(text: string): string {
  const bytes = Buffer.from(text);
  const findings = createDetector(createRuleset()).detect({ origin: { kind: 'stdin' }, bytes });
  let clean = '';
  let from = 0;
  for (const { span, secret } of findings.toSorted((a, b) => a.span.start - b.span.start)) {
    if (span.start < from) continue;
    clean += maskRuns(bytes.toString('utf8', from, span.start)) + secret.redacted;
    from = span.end;
  }
  return clean + maskRuns(bytes.toString('utf8', from));
}

const RUN = new RegExp(`(${BUILTIN_RULES.map(({ prefix }) => prefix).join('|')})[A-Za-z0-9_-]{12,}`, 'g');

/** A key is soon typed in part, or joined with something. A body of one kind of characters is a name, and stays. */
function maskRuns(text: string): string {
  return text.replace(RUN, (run, prefix: string) => {
    const body = run.slice(prefix.length);
    const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(body));
    return kinds.length < 2 ? run : new Secret(run, prefix.length).redacted;
  });
}

/**
 * A message of ours as people see it: no key in it, and nothing that may be the body of one. What a message quotes of a
 * setting is cut where it is quoted (model/quote.ts); this is for paths, labels, patterns, the words of git and of
 * parsers.
 */
export function safeText(text: string): string {
  return cutRandomButIds(unkeyed(text));
}

/** The same, line by line, in printable characters. */
export function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(safeText(line)))
    .join('\n');
}
