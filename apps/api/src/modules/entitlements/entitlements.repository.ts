import type {
  CallId,
  CallTypeId,
  EntitlementId,
  InvoiceId,
  LeadId,
  OfferOpens,
  OrderId,
  PersonId,
  SessionId,
} from '@stageline/contracts';
import type { AccessClosed } from '@stageline/domain';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { EntitlementModel } from './entitlements.model.ts';

export interface EntitlementRow {
  readonly _id: EntitlementId;
  readonly orderId: OrderId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly invoiceId: InvoiceId | null;
  readonly title: string;
  readonly opens: OfferOpens;
  readonly closed: AccessClosed | null;
  readonly callId: CallId | null;
  readonly orderedAt: Date;
  readonly changedAt: Date;
}

/** Orders of one person that are looked at. */
const MOST = 200;
const FIELDS = { tenantId: 0 } as const;

/** Reads and writes of what orders open; every call runs in the current tenant. */
export const entitlementsRepository = {
  async insert(row: EntitlementRow): Promise<void> {
    await bulkInsert(EntitlementModel, [row as never]);
  },

  find: (id: EntitlementId): Promise<EntitlementRow | null> =>
    EntitlementModel.findOne({ _id: id }, FIELDS).lean<EntitlementRow>(),

  findByInvoice: (invoiceId: InvoiceId): Promise<EntitlementRow | null> =>
    EntitlementModel.findOne({ invoiceId }, FIELDS).lean<EntitlementRow>(),

  /** Of somebody, open or not, the newest first. */
  ofPerson: (personId: PersonId): Promise<EntitlementRow[]> =>
    findRows(EntitlementModel, { personId }, { projection: FIELDS, sort: { orderedAt: -1 }, limit: MOST }),

  openOf: (personId: PersonId): Promise<EntitlementRow[]> =>
    findRows(
      EntitlementModel,
      { personId, closed: null },
      { projection: FIELDS, sort: { orderedAt: -1 }, limit: MOST },
    ),

  async settle(id: EntitlementId, closed: AccessClosed | null, changedAt: Date): Promise<void> {
    await EntitlementModel.updateOne({ _id: id }, { $set: { closed, changedAt } });
  },

  /** @returns whether one was open with no call booked by it; of two at once that take the last one, one is told so */
  async takeCall(personId: PersonId, callTypeId: CallTypeId, callId: CallId): Promise<boolean> {
    const free = { personId, closed: null, 'opens.callTypeId': callTypeId, callId: null };
    return (await EntitlementModel.updateOne(free, { $set: { callId } })).modifiedCount === 1;
  },

  async giveCallBack(callId: CallId): Promise<void> {
    await EntitlementModel.updateOne({ callId }, { $set: { callId: null } });
  },
};
export type EntitlementsRepository = typeof entitlementsRepository;
