import { operations } from '@stageline/contracts';

/**
 * `METHOD /path` of every operation by its id. The build keeps here only those whose id the code composes, and writes the
 * others where they are called (vite.operations.ts).
 */
export const operationRequests: Readonly<Record<string, string>> = Object.fromEntries(
  operations.map(({ id, method, path }) => [id, `${method} ${path}`]),
);
