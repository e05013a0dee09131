import { newId } from '@stageline/platform';
import { bulkInsert } from '@stageline/tenancy';
import { MailEventModel, type MailEventRow } from './mail-event.model.ts';

export type MailEventKind = MailEventRow['kind'];
export interface NewMailEvent {
  readonly eventId: string;
  readonly mailId: string;
  readonly kind: MailEventKind;
  readonly address: string;
  readonly detail: string | undefined;
  readonly at: Date;
}

/** What was told about mails of the current tenant. */
export const mailEventsRepository = {
  async isKnown(eventId: string): Promise<boolean> {
    return (await MailEventModel.exists({ eventId })) !== null;
  },
  async insert({ detail, ...event }: NewMailEvent): Promise<void> {
    await bulkInsert(MailEventModel, [{ _id: newId('mev'), ...event, ...(detail !== undefined && { detail }) }]);
  },
  /** At most `limit`. */
  async count(address: string, kind: MailEventKind, since: Date, limit: number): Promise<number> {
    return (
      await MailEventModel.find({ address, kind, at: { $gte: since } }, { _id: 1 })
        .limit(limit)
        .lean()
    ).length;
  },
};

/** News of a kind about mails of the current tenant since then; at most `limit`. */
export async function countMailEvents(kind: MailEventKind, since: Date, limit: number): Promise<number> {
  return MailEventModel.countDocuments({ kind, at: { $gte: since } }).limit(limit);
}
