import { ProblemError } from '@stageline/contracts';
import type { PageBound } from '@stageline/platform/mongo';

/** Opaque to clients. */
export const cursorAfter = ({ clickedAt, _id }: { clickedAt: Date; _id: string }): string =>
  `${clickedAt.getTime().toString(36)}.${_id}`;

/** @throws ProblemError `validation-failed` for a text that no page ended with */
export function parseCursor(text: string | undefined): PageBound | null {
  if (text === undefined) return null;
  const [, time, id] = /^([0-9a-z]{1,9})\.(ofp_[0-9a-z]{1,40})$/.exec(text) ?? [];
  if (time !== undefined && id !== undefined) return { at: new Date(Number.parseInt(time, 36)), id };
  const issue = { in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' } as const;
  throw new ProblemError('validation-failed', { issues: [issue] });
}
