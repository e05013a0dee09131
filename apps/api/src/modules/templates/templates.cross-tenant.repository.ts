import type { TenantId } from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { TemplateLinkModel } from './template-link.model.ts';

/** How many sites are on each version, by `key@version`. */
export async function countSitesByVersion(): Promise<ReadonlyMap<string, number>> {
  const rows = await runAsSystem('sites per version of a template', () =>
    TemplateLinkModel.aggregate<{ _id: { key: string; version: number }; count: number }>([
      { $group: { _id: { key: '$key', version: '$version' }, count: { $sum: 1 } } },
    ]),
  );
  return new Map(rows.map(({ _id, count }) => [`${_id.key}@${_id.version}`, count]));
}

/** Which sites are on a template, those on the oldest version first. */
export async function sitesOnTemplate(key: string, limit: number): Promise<{ tenantId: TenantId; version: number }[]> {
  const rows = await runAsSystem('sites on a template', () =>
    TemplateLinkModel.find({ key }, { tenantId: 1, version: 1 }).sort({ version: 1, _id: 1 }).limit(limit).lean(),
  );
  return rows.map(({ _id, version }) => ({ tenantId: _id as TenantId, version }));
}
