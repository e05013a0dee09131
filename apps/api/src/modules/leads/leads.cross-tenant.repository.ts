import { DEFAULT_PIPELINE, type LeadId, type LeadMergeId, type StageKind, type TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { LeadMergeModel } from './lead-merge.model.ts';
import { LeadModel } from './leads.model.ts';

/**
 * Leads per tenant, for the central admin's list of sites. Tenants without a lead are missing from the map.
 * One of the few reads across tenants; it returns numbers only.
 */
export function countLeadsByTenants(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('central admin: leads per site', async () => {
    const rows = await LeadModel.aggregate<{ _id: TenantId; count: number }>([
      { $match: { tenantId: { $in: [...tenantIds] } } },
      { $group: { _id: '$tenantId', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  });
}

/** Puts leads that were there before sites had pipelines into the default one, where their stages are. May be repeated. */
export async function placeInDefaultPipeline(): Promise<void> {
  const missing = { pipelineId: { $exists: false } };
  const entries = { 'history.$[].pipelineId': DEFAULT_PIPELINE, 'history.$[].reason': null };
  const causes = [
    { $set: { ...entries, 'history.$[].cause': 'member' } },
    { $set: { 'history.0.cause': 'registration' } },
  ] as const;
  for (const change of causes) await LeadModel.updateMany(missing, change);
  const place = (outcome: StageKind) => ({ $set: { pipelineId: DEFAULT_PIPELINE, outcome } });
  for (const outcome of ['won', 'lost'] as const)
    await LeadModel.updateMany({ ...missing, stage: outcome }, place(outcome));
  await LeadModel.updateMany(missing, place('open'));
}

/** Leads of all sites but `except` whose response limit has to be looked at, those first that wait longest. */
export function dueResponses(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; leadId: LeadId }[]> {
  return runAsSystem('schedule: response limits that are due', async () => {
    const due = { 'assignee.response.nextAt': { $exists: true, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await LeadModel.find(due, { tenantId: 1 }).sort({ 'assignee.response.nextAt': 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), leadId: row._id as LeadId }));
  });
}

/** Sites but `except` where leads are new, or have changed who they are, and have not been compared with the others. */
export function tenantsToCompare(except: readonly TenantId[]): Promise<TenantId[]> {
  return runAsSystem('schedule: leads to compare', () =>
    LeadModel.distinct('tenantId', { unchecked: true, tenantId: { $nin: [...except] } }),
  ) as Promise<TenantId[]>;
}

/** Merges on all sites but `except` whose last look for records that were being written has come. */
export function mergesToGather(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; mergeId: LeadMergeId }[]> {
  return runAsSystem('schedule: merges to look at again', async () => {
    const due = { gatherAt: { $type: 'date', $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await LeadMergeModel.find(due, { tenantId: 1 }).sort({ gatherAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), mergeId: row._id as LeadMergeId }));
  });
}
