/** From a report to text in any format. Each is a pure function. */
import type { Report } from '../model/report.ts';
import { renderCsv } from './csv.ts';
import type { Format, RenderOptions } from './formats.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderHtml } from './html.ts';
import { renderJson, renderJsonl } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { maskReport } from './mask.ts';
import { renderPretty } from './pretty.ts';
import { renderSarif } from './sarif.ts';

const RENDERERS = {
  pretty: renderPretty,
  json: renderJson,
  jsonl: renderJsonl,
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
  csv: renderCsv,
  junit: renderJunit,
  markdown: renderMarkdown,
  html: renderHtml,
} as const satisfies Record<Format, (report: Report, options: RenderOptions) => string>;

/**
 * The report as text that ends with a line end. The one way in: a key that stands in a path, a commit's subject or
 * any other text of the report is masked before a format sees it.
 */
export function render(report: Report, format: Format, options: RenderOptions): string {
  return RENDERERS[format](maskReport(report), options);
}
