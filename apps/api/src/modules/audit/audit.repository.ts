import { bulkInsert, currentTenantId } from '@stageline/tenancy';
import type { AuditRow, ChainHead } from './audit.chain.ts';
import { EMPTY_CHAIN } from './audit.chain.ts';
import { AuditEntryModel, AuditHeadModel } from './audit.model.ts';

/** What a list may be narrowed to; `to` is excluded. */
export interface AuditFilter {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** The stored form of a filter. */
export const conditionsOf = ({ action, actor, from, to }: AuditFilter): Record<string, unknown> => ({
  ...(action !== undefined && { action }),
  ...(actor !== undefined && { actorId: actor }),
  ...((from !== undefined || to !== undefined) && {
    at: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) },
  }),
});

/** Reads and extends the chain of the current tenant. */
export const auditRepository = {
  async head(): Promise<ChainHead> {
    const row = await AuditHeadModel.findOne({ _id: currentTenantId() }, { _id: 0, seq: 1, hash: 1 }).lean();
    return row ?? EMPTY_CHAIN;
  },

  /**
   * Puts rows behind `head` and moves the head, within the caller's transaction.
   * @returns whether the head was still the one that the rows follow
   */
  async append(head: ChainHead, rows: readonly AuditRow[]): Promise<boolean> {
    const { seq, hash } = rows.at(-1)!;
    if (head.seq === 0) await bulkInsert(AuditHeadModel, [{ _id: currentTenantId(), seq, hash }]);
    else {
      const moved = await AuditHeadModel.updateOne({ _id: currentTenantId(), seq: head.seq }, { $set: { seq, hash } });
      if (moved.matchedCount === 0) return false;
    }
    await bulkInsert(AuditEntryModel, rows);
    return true;
  },

  /** Newest first. @param below sequence numbers below this one only */
  async list(filter: AuditFilter, below: number | undefined, limit: number): Promise<AuditRow[]> {
    const where = { ...conditionsOf(filter), ...(below !== undefined && { seq: { $lt: below } }) };
    return AuditEntryModel.find(where).sort({ seq: -1 }).limit(limit).lean<AuditRow[]>();
  },

  /** Oldest first. @param above sequence numbers above this one only */
  async following(above: number, limit: number): Promise<AuditRow[]> {
    return AuditEntryModel.find({ seq: { $gt: above } })
      .sort({ seq: 1 })
      .limit(limit)
      .lean<AuditRow[]>();
  },
};
