/** One way to write a key down. */

export type SyntaxKind = 'assignment' | 'header' | 'string' | 'text';

/** What stands near a key: a variable in `UPPER_SNAKE` and a host. */
export interface Surroundings {
  readonly name: string;
  readonly host: string;
}

export interface Rendered {
  readonly text: string;
  /** UTF-16 offset of the key in `text`. */
  readonly start: number;
}

export interface Syntax {
  readonly id: string;
  readonly kind: SyntaxKind;
  render(key: string, surroundings: Surroundings): Rendered;
}

/** The words that a syntax may use: one variable in every convention, and a host. */
export interface Words {
  /** `SERVICE_API_KEY` */
  readonly upper: string;
  /** `service_api_key` */
  readonly snake: string;
  /** `service-api-key` */
  readonly kebab: string;
  /** `serviceApiKey` */
  readonly camel: string;
  /** `ServiceApiKey` */
  readonly pascal: string;
  readonly host: string;
}

function wordsOf({ name, host }: Surroundings): Words {
  const parts = name.toLowerCase().split('_');
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return {
    upper: name,
    snake: parts.join('_'),
    kebab: parts.join('-'),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    host,
  };
}

/** A syntax from the text before the key and the text after it. */
export function syntax(
  id: string,
  kind: SyntaxKind,
  around: (words: Words) => readonly [before: string, after: string],
): Syntax {
  return {
    id,
    kind,
    render: (key, surroundings) => {
      const [before, after] = around(wordsOf(surroundings));
      return { text: before + key + after, start: before.length };
    },
  };
}
