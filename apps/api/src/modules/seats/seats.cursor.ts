import { idSchemas, ProblemError } from '@stageline/contracts';
import type { SeatCursor } from './seats.types.ts';

/** The cursor of the page behind a seat. */
export const seatCursor = ({ turn, _id }: SeatCursor): string => `${turn}.${_id}`;

/** @throws ProblemError `validation-failed` for text that is no cursor of ours */
export function parseSeatCursor(text: string): SeatCursor {
  const [turn = '', id = ''] = text.split('.');
  const _id = idSchemas.sea.safeParse(id);
  if (/^\d{1,15}$/.test(turn) && _id.success) return { turn: Number(turn), _id: _id.data };
  const message = 'This cursor is not one of ours.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/cursor', message }] });
}
