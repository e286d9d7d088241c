/** The report for programs, as one document or line by line. */
import type { Report } from '../model/report.ts';
import { documentOf } from './document.ts';
import { jsonText } from './json-text.ts';

/** One document. */
export function renderJson(report: Report): string {
  return `${jsonText(documentOf(report), 'indented')}\n`;
}

/** A finding a line, with `type` `finding`, and a last line of `type` `summary` with everything else. */
export function renderJsonl(report: Report): string {
  const { findings, ...rest } = documentOf(report);
  const lines = [
    ...findings.map((finding) => ({ type: 'finding', ...finding })),
    { type: 'summary', ...rest },
  ];
  return lines.map((line) => `${jsonText(line, 'line')}\n`).join('');
}
