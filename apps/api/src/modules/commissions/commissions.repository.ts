import type { CommissionId, CommissionPayoutId, Currency, InvoiceId, PersonId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows, raiseCounter } from '@stageline/tenancy';
import { CommissionEntryModel, CommissionModel, CommissionSettingsModel } from './commissions.model.ts';
import type { CommissionRow, EntryRow, PersonSums, RatesThen } from './commissions.types.ts';

const NAME = { name: 'main' };
const FIELDS = { tenantId: 0 } as const;
const sumWhere = (condition: object) => ({ $sum: { $cond: [condition, '$amount', 0] } });

/** Reads and writes of commissions; every call runs in the current tenant. */
export const commissionsRepository = {
  async rates(): Promise<{ readonly version: number; readonly history: readonly RatesThen[] }> {
    const row = await CommissionSettingsModel.findOne(NAME, { version: 1, history: 1 }).lean<{
      version?: number;
      history?: RatesThen[];
    }>();
    return { version: row?.version ?? 0, history: row?.history ?? [] };
  },

  /** In a transaction: whoever does so at the same time waits, or begins again. */
  takeTurn: (): Promise<number> =>
    raiseCounter(CommissionSettingsModel, { match: NAME, field: 'turns', by: 1, id: newId('job') }),

  /** @returns false where another was faster */
  async saveRates(version: number, then: RatesThen): Promise<boolean> {
    const known = { ...NAME, version: version === 0 ? { $in: [0, null] } : version };
    const set = { $set: { version: version + 1 }, $push: { history: then } };
    return (await CommissionSettingsModel.updateOne(known as object, set as never)).matchedCount === 1;
  },

  ofInvoice: (invoiceId: InvoiceId): Promise<CommissionRow[]> =>
    CommissionModel.find({ invoiceId }, FIELDS).sort({ level: 1 }).lean<CommissionRow[]>(),

  async insert(rows: readonly CommissionRow[]): Promise<void> {
    if (rows.length > 0) await bulkInsert(CommissionModel, rows as never[]);
  },

  /** What the commissions of an invoice have come to. */
  async earnedOf(invoiceId: InvoiceId): Promise<Map<CommissionId, number>> {
    const rows = await CommissionEntryModel.aggregate<{ _id: CommissionId; amount: number }>([
      { $match: { invoiceId } },
      { $group: { _id: '$commissionId', amount: { $sum: '$amount' } } },
    ]);
    return new Map(rows.map(({ _id, amount }) => [_id, amount]));
  },

  async insertEntry(row: EntryRow): Promise<void> {
    await bulkInsert(CommissionEntryModel, [row as never]);
  },

  entryOfPayout: (payoutId: CommissionPayoutId, kind: EntryRow['kind']): Promise<EntryRow | null> =>
    CommissionEntryModel.findOne({ payoutId, kind }, FIELDS).lean<EntryRow>(),

  /** What is owed to somebody by now. */
  async balanceOf(personId: PersonId, currency: Currency): Promise<number> {
    const [row] = await CommissionEntryModel.aggregate<{ amount: number }>([
      { $match: { personId, currency } },
      { $group: { _id: null, amount: { $sum: '$amount' } } },
    ]);
    return row?.amount ?? 0;
  },

  /** What is owed to everybody, by currency. */
  async owed(): Promise<Map<Currency, number>> {
    const rows = await CommissionEntryModel.aggregate<{ _id: Currency; amount: number }>([
      { $match: {} },
      { $group: { _id: '$currency', amount: { $sum: '$amount' } } },
    ]);
    return new Map(rows.map(({ _id, amount }) => [_id, amount]));
  },

  /** Of whoever had something going on in a span of time, or is owed something when it begins; whoever is owed most comes first. */
  async sums(
    { from, to }: { readonly from: Date; readonly to: Date },
    limit: number,
    personId?: PersonId,
  ): Promise<PersonSums[]> {
    const during = { $gte: ['$at', from] };
    const kinds = (...names: EntryRow['kind'][]) => ({ $and: [during, { $in: ['$kind', names] }] });
    const rows = await CommissionEntryModel.aggregate<Omit<PersonSums, 'personId' | 'currency'> & { _id: PersonSums }>([
      { $match: { at: { $lt: to }, ...(personId !== undefined && { personId }) } },
      {
        $group: {
          _id: { personId: '$personId', currency: '$currency' },
          before: sumWhere({ $lt: ['$at', from] }),
          earned: sumWhere(kinds('earned')),
          takenBack: sumWhere(kinds('taken-back')),
          paidOut: sumWhere(kinds('paid-out', 'payout-taken-back')),
          balance: { $sum: '$amount' },
          last: { $max: '$at' },
        },
      },
      { $match: { $or: [{ balance: { $ne: 0 } }, { before: { $ne: 0 } }, { last: { $gte: from } }] } },
      { $sort: { balance: -1, _id: 1 } },
      { $limit: limit },
    ]);
    return rows.map(({ _id: { personId: whose, currency }, before, earned, takenBack, paidOut }) => ({
      ...{ personId: whose, currency, before, earned, takenBack, paidOut },
    }));
  },

  /** Lines of a span of time, the newest first. */
  lines(
    { from, to }: { readonly from: Date; readonly to: Date },
    {
      personId,
      after,
      limit,
    }: { readonly personId?: PersonId | undefined; readonly after?: EntryRow; readonly limit: number },
  ): Promise<EntryRow[]> {
    const below = after && { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after._id } }] };
    const filter = { at: { $gte: from, $lt: to }, ...(personId !== undefined && { personId }), ...below };
    return findRows(CommissionEntryModel, filter, { projection: {}, sort: { at: -1, _id: -1 }, limit });
  },
};
export type CommissionsRepository = typeof commissionsRepository;
