/** A file as it is listed to be read: plain data that crosses threads. */
import type { BytePath } from '../git/byte-path.ts';

/** One file to read. */
export interface FileUnit {
  /** For `fs`. */
  readonly path: BytePath;
  /** For reports: relative to the working directory. */
  readonly name: BytePath;
  /** `stream`: a pipe, socket or device that the user named. */
  readonly kind: 'file' | 'link' | 'stream';
  readonly tracked?: boolean;
  /** The user named it: links are followed. */
  readonly isNamed?: true;
}
