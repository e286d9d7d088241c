/** From a report to text in any format. Each is a pure function. */
import type { Report } from '../model/report.ts';
import type { Format, RenderOptions } from './formats.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderJson, renderJsonl } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPretty } from './pretty.ts';
import { renderSarif } from './sarif.ts';

const RENDERERS = {
  pretty: renderPretty,
  json: renderJson,
  jsonl: renderJsonl,
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
  markdown: renderMarkdown,
} as const satisfies Record<Format, (report: Report, options: RenderOptions) => string>;

/** The report as text that ends with a line end. No format holds a key. */
export function render(report: Report, format: Format, options: RenderOptions): string {
  return RENDERERS[format](report, options);
}
