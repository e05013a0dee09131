import { idSchemas, ProblemError } from '@stageline/contracts';
import type { LeadCursor } from './leads.filter.ts';
import type { LeadOrder, LeadRow } from './leads.types.ts';

/** The cursor after a row of a list in this order: opaque to clients. */
export const cursorAfter = (row: LeadRow, order: LeadOrder): string =>
  `${row[order].getTime().toString(36)}.${row._id}`;

/** @throws ProblemError `validation-failed` for a text that no page ended with */
export function parseCursor(text: string): LeadCursor {
  const [time = '', id] = text.split('.');
  const ms = Number.parseInt(time, 36);
  const leadId = idSchemas.led.safeParse(id);
  if (leadId.success && /^[0-9a-z]{1,9}$/.test(time) && ms <= 8.64e15) return { at: new Date(ms), id: leadId.data };
  throw new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });
}
