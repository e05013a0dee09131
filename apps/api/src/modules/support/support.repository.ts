import type { AdminId, SupportVisitId } from '@stageline/contracts';
import { SupportVisitModel, type SupportVisitRow } from './support-visit.model.ts';

/** One visit of an administrator in a site. */
export interface SupportVisit {
  readonly id: SupportVisitId;
  readonly adminId: AdminId;
  readonly adminName: string;
  readonly adminVersion: number;
  readonly reason: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly enteredAt: Date | null;
  readonly endedAt: Date | null;
}

/** Reads and writes the visits in the current tenant. */
export const supportRepository = {
  async insert({ id, ...visit }: Omit<SupportVisit, 'enteredAt' | 'endedAt'>): Promise<void> {
    await SupportVisitModel.create([{ _id: id, ...visit }]);
  },
  async find(id: SupportVisitId): Promise<SupportVisit | null> {
    return toVisit(await SupportVisitModel.findOne({ _id: id }).lean());
  },
  /** @returns whether this was its first entry, and it had not ended */
  async enter(id: SupportVisitId, now: Date): Promise<boolean> {
    const entered = { _id: id, enteredAt: null, endedAt: null, endsAt: { $gt: now } };
    return (await SupportVisitModel.updateOne(entered, { $set: { enteredAt: now } })).matchedCount === 1;
  },
  /** @returns the visit, or null when it has ended already */
  async end(id: SupportVisitId, now: Date): Promise<SupportVisit | null> {
    const row = await SupportVisitModel.findOneAndUpdate(
      { _id: id, endedAt: null },
      { $set: { endedAt: now } },
      { new: true },
    ).lean();
    return toVisit(row);
  },
  async openIds(): Promise<SupportVisitId[]> {
    const rows = await SupportVisitModel.find({ endedAt: null }, { _id: 1 }).lean();
    return rows.map((row) => row._id as SupportVisitId);
  },
  /** @returns whether this operation was not looked at before in this visit */
  async view(id: SupportVisitId, operationId: string): Promise<boolean> {
    const fresh = { _id: id, viewed: { $ne: operationId } };
    return (await SupportVisitModel.updateOne(fresh, { $push: { viewed: operationId } })).matchedCount === 1;
  },
};

function toVisit(row: SupportVisitRow | null): SupportVisit | null {
  if (row === null) return null;
  const { _id, adminId, adminName, adminVersion, reason, startedAt, endsAt, enteredAt = null, endedAt = null } = row;
  const ids = { id: _id as SupportVisitId, adminId: adminId as AdminId };
  return { ...ids, adminName, adminVersion, reason, startedAt, endsAt, enteredAt, endedAt };
}
