/** The names of the formats; render.ts has the functions. Apart, so that the option table loads none of them. */
export const FORMATS = [
  'pretty',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'csv',
  'junit',
  'markdown',
  'html',
] as const;

export type Format = (typeof FORMATS)[number];

/** What a rendering may depend on besides the report. */
export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal; long lines are folded there. Not folded if absent. */
  readonly width?: number;
  /** ISO time at which the scan ended. */
  readonly time: string;
  /** For a report of a part, such as one push: what it is filed under in SARIF, beside those of other parts. */
  readonly part?: string;
}
