import type { MaterialId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { MaterialModel, MaterialUploadModel } from './materials.model.ts';

/** Files of all sites but `except` whose pages are being drawn, in the order of their ids; ids only. */
export function undrawnMaterials(
  except: readonly TenantId[],
  limit: number,
): Promise<{ tenantId: TenantId; fileId: MaterialId }[]> {
  return runAsSystem('sweep: files whose job was lost', async () => {
    const rows = await MaterialModel.find({ state: 'processing', tenantId: { $nin: [...except] } }, { tenantId: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), fileId: row._id as MaterialId }));
  });
}

/** Uploads of all sites but `except` that began before an instant and came to no end, the oldest first; ids only. */
export function abandonedUploads(
  except: readonly TenantId[],
  before: Date,
  limit: number,
): Promise<{ tenantId: TenantId; fileId: MaterialId }[]> {
  return runAsSystem('sweep: stored files that nothing names', async () => {
    const rows = await MaterialUploadModel.find(
      { at: { $lt: before }, tenantId: { $nin: [...except] } },
      { tenantId: 1 },
    )
      .sort({ at: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ tenantId: tenantOf(row), fileId: row._id as MaterialId }));
  });
}
