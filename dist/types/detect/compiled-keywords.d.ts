/** Keywords with all their forms as data: the contents of keywords.generated.ts. */
import type { Layout } from './kernel/tables.ts';
import type { WrittenAs } from './needles.ts';
/** A form of the `of`-th keyword. */
export interface KeywordForm extends WrittenAs {
    readonly of: number;
}
/** Keywords whose needles are derived and dealt already. */
export interface CompiledKeywords {
    readonly keywords: readonly string[];
    /** By number of the needle. */
    readonly forms: readonly KeywordForm[];
    /** The tables' bytes in base64. */
    readonly bytes: string;
    readonly layout: Layout;
}
