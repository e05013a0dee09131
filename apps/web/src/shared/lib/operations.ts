import { operations } from '@stageline/contracts';

/** Method and path of every operation by its id. The build replaces this file by the table itself (vite.config.ts). */
export const operationTable: Readonly<Record<string, readonly [method: string, path: string]>> = Object.fromEntries(
  operations.map(({ id, method, path }) => [id, [method, path]]),
);
