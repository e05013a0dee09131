import type { AbuseReportId, AbuseState, TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { toReport, type AbuseReport } from './abuse.repository.ts';
import { AbuseReportModel } from './abuse-report.model.ts';

/** Reports about all sites in one state, oldest first, for central administrators. @param above ids above this one only */
export function listReports(
  state: AbuseState,
  above: AbuseReportId | undefined,
  limit: number,
): Promise<AbuseReport[]> {
  const where = { state, ...(above !== undefined && { _id: { $gt: above } }) };
  return runAsSystem('central admin: the abuse queue', async () => {
    const rows = await AbuseReportModel.find(where).sort({ _id: 1 }).limit(limit).lean();
    return rows.map(toReport);
  });
}

/** One report, whatever site it is about. */
export function findReport(id: AbuseReportId): Promise<AbuseReport | null> {
  return runAsSystem('central admin: one report of the abuse queue', async () => {
    const row = await AbuseReportModel.findOne({ _id: id }).lean();
    return row === null ? null : toReport(row);
  });
}

/** Reports per site that are not resolved; a site without any is missing from the map. */
export function countUnresolved(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('central admin: open reports per site', async () => {
    const rows = await AbuseReportModel.aggregate<{ _id: TenantId; count: number }>([
      { $match: { tenantId: { $in: [...tenantIds] }, state: { $in: ['open', 'in-review'] } } },
      { $group: { _id: '$tenantId', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  });
}
