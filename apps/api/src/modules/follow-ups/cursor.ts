import { FollowUpId, ProblemError } from '@stageline/contracts';
import type { MailBound } from './follow-ups.repository.ts';

export const cursorOf = ({ rank, _id }: { readonly rank: number; readonly _id: FollowUpId }): string =>
  `${rank}_${_id}`;

/** @throws ProblemError `validation-failed` for text that is no cursor of ours */
export function parseCursor(text: string | undefined): MailBound | null {
  if (text === undefined) return null;
  const [, rank = '', id = ''] = /^(-?\d+(?:\.\d+)?)_(.+)$/.exec(text) ?? [];
  const parsed = FollowUpId.safeParse(id);
  if (rank !== '' && parsed.success) return { rank: Number(rank), id: parsed.data };
  const message = 'This cursor is not one of ours.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/cursor', message }] });
}
