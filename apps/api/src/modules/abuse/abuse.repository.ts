import type { AbuseCategory, AbuseOutcome, AbuseReportId, AbuseState, AdminId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { AbuseReportModel, type AbuseReportRow } from './abuse-report.model.ts';

export interface AbuseReport {
  readonly id: AbuseReportId;
  readonly tenantId: TenantId;
  readonly category: AbuseCategory;
  readonly text: string;
  readonly email: string | null;
  readonly state: AbuseState;
  readonly outcome: AbuseOutcome | null;
  readonly note: string | null;
  readonly handledBy: AdminId | null;
  readonly createdAt: Date;
}
export type NewAbuseReport = Pick<AbuseReport, 'id' | 'category' | 'text' | 'email' | 'createdAt'>;

/** Reads and writes the reports about the current tenant. */
export const abuseRepository = {
  async insert({ id, ...report }: NewAbuseReport): Promise<void> {
    await AbuseReportModel.create([{ _id: id, ...report, state: 'open' }]);
  },
  async countUnresolved(limit: number): Promise<number> {
    return AbuseReportModel.countDocuments({ state: { $in: ['open', 'in-review'] } }, { limit });
  },
  /** @returns the changed report, or null when it is resolved */
  async update(
    id: AbuseReportId,
    change: Partial<Pick<AbuseReport, 'state' | 'outcome' | 'note' | 'handledBy'>>,
  ): Promise<AbuseReport | null> {
    const row = await AbuseReportModel.findOneAndUpdate(
      { _id: id, state: { $ne: 'resolved' } },
      { $set: change },
      { new: true },
    ).lean();
    return row === null ? null : toReport(row);
  },
};

/** A stored report as others see it. */
export function toReport(row: AbuseReportRow): AbuseReport {
  return {
    id: row._id as AbuseReportId,
    tenantId: tenantOf(row),
    category: row.category,
    text: row.text,
    email: row.email ?? null,
    state: row.state,
    outcome: row.outcome ?? null,
    note: row.note ?? null,
    handledBy: (row.handledBy ?? null) as AdminId | null,
    createdAt: row.createdAt,
  };
}
