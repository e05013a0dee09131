import type { ContactChangeId, LeadId, MembershipId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { bulkInsert, findRows } from '@stageline/tenancy';
import type { Contacts } from '../registrations/index.ts';
import { ContactChangeModel } from './contact-change.model.ts';

export interface ContactChange {
  readonly _id: ContactChangeId;
  readonly leadId: LeadId;
  /** Of the person, after it. */
  readonly version: number;
  readonly at: Date;
  readonly actorId: MembershipId;
  readonly actorName: string | null;
  /** It took the change before it back. */
  readonly isUndo: boolean;
  readonly before: Contacts;
  readonly after: Contacts;
}

const FIELDS = { leadId: 1, version: 1, at: 1, actorId: 1, actorName: 1, isUndo: 1, before: 1, after: 1 } as const;

/** Changes of names and contact data; every call runs in the current tenant. */
export const contactChanges = {
  /** In the caller's transaction. */
  async insert(change: ContactChange): Promise<void> {
    await bulkInsert(ContactChangeModel, [change as never]);
  },

  /** Newest first. */
  async ofLead(leadId: LeadId, below: PageBound | null, limit: number): Promise<ContactChange[]> {
    const options = { projection: FIELDS, sort: { at: -1, _id: -1 }, limit } as const;
    return findRows(ContactChangeModel, { leadId, ...rowsBelow('at', below) }, options);
  },

  /** The last one of a lead; null where there was none. */
  async last(leadId: LeadId): Promise<ContactChange | null> {
    const [change] = await contactChanges.ofLead(leadId, null, 1);
    return change ?? null;
  },
};
