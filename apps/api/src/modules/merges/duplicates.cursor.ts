import { idSchemas, ProblemError } from '@stageline/contracts';
import type { DuplicateCursor } from './duplicates.repository.ts';

/** The cursor after a pair of the list; opaque to clients. */
export const cursorAfter = ({ score, _id }: { readonly score: number; readonly _id: string }): string =>
  `${score}.${_id}`;

/** @throws ProblemError `validation-failed` for a text that no page ended with */
export function parseCursor(text: string): DuplicateCursor {
  const [score = '', id = ''] = text.split('.');
  if (/^\d{1,4}$/.test(score) && idSchemas.dup.safeParse(id).success) return { score: Number(score), id };
  throw new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });
}
