import { jsonPointer, ProblemError } from '@stageline/contracts';
import type { z } from 'zod';

/** Cursors are the last id of a page; one that is not ours is the caller's mistake. @throws ProblemError `validation-failed` */
export function parseCursor<T extends z.ZodType>(schema: T, cursor: string | undefined): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(cursor);
  if (!parsed.success) throw wrongField('query', 'cursor', 'This cursor is not one of ours.');
  return parsed.data;
}

/** The problem of one field. */
export const wrongField = (where: 'body' | 'query', field: string, message: string): ProblemError =>
  new ProblemError('validation-failed', { issues: [{ in: where, pointer: jsonPointer([field]), message }] });
