/** The last net under what the Action says besides its reports: texts that quote what they complain about. */
import { createDetector } from '../detect/detector.ts';
import { createRuleset } from '../rules/ruleset.ts';

/** The text with every key in it redacted, also keys that no report knows. */
export function unkeyed(text: string): string {
  const bytes = Buffer.from(text);
  const findings = createDetector(createRuleset()).detect({ origin: { kind: 'stdin', path: '' }, bytes });
  let clean = '';
  let from = 0;
  for (const { span, secret } of findings.toSorted((a, b) => a.span.start - b.span.start)) {
    if (span.start < from) continue;
    clean += bytes.toString('utf8', from, span.start) + secret.redacted;
    from = span.end;
  }
  return clean + bytes.toString('utf8', from);
}
