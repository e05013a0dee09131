import type { AbuseCategory, AbuseOutcome, AbuseReportId, AbuseState, AdminId, TenantId } from '@stageline/contracts';
import { AbuseReportModel } from './abuse-report.model.ts';

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
    return toReport(row);
  },
};

/** A stored report as others see it. */
export function toReport(row: unknown): AbuseReport | null {
  if (row === null) return null;
  const { _id, ...rest } = row as Record<string, unknown> & { _id: AbuseReportId };
  return { id: _id, ...rest } as unknown as AbuseReport;
}
