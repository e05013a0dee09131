import type { MailId, PersonId } from '@stageline/contracts';
import { MailMessageModel, type MailMessageRow } from './mail-message.model.ts';

type Row = Pick<MailMessageRow, 'personId' | 'html' | 'history' | 'sentAt'>;

/** A mail of the current tenant as who measures it needs it: its links, and when mail servers said that they have it. */
export async function measuredMail(
  id: MailId,
): Promise<{ readonly personId: PersonId | null; readonly html: string; readonly arrivals: readonly Date[] } | null> {
  const row = await MailMessageModel.findOne({ _id: id }, { personId: 1, html: 1, history: 1, sentAt: 1 }).lean<Row>();
  if (row === null) return null;
  const steps = (row.history ?? []).filter(({ status }) => status === 'sent' || status === 'delivered');
  const arrivals = steps.length === 0 && row.sentAt != null ? [row.sentAt] : steps.map(({ at }) => at);
  return { personId: (row.personId ?? null) as PersonId | null, html: row.html, arrivals };
}
