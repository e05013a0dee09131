import type { WebinarDialect } from '@stageline/contracts';

/** What may stand between columns, by the key of its word. */
export const delimiterKeys = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
} as const satisfies Record<WebinarDialect['delimiter'], string>;
export const DELIMITERS = Object.keys(delimiterKeys) as readonly WebinarDialect['delimiter'][];
