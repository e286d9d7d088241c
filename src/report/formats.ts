/** The names of the formats; render.ts has the functions. Apart, so that the option table loads none of them. */
export const FORMATS = ['pretty', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];

/** What a rendering may depend on besides the report. */
export interface RenderOptions {
  readonly color: boolean;
  /** ISO time at which the scan ended. */
  readonly time: string;
}
