import type { CalendarConnectionId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { CalendarConnectionModel } from './calendars.model.ts';

/** Calendars of all tenants but `except` that are to be read, those first that wait longest. Ids only. */
export function dueCalendars(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ readonly id: CalendarConnectionId; readonly tenantId: TenantId }[]> {
  return runAsSystem('sweep of calendars: which are to be read', async () => {
    const due = { nextReadAt: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await CalendarConnectionModel.find(due, { tenantId: 1 }).sort({ nextReadAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ id: row._id as CalendarConnectionId, tenantId: tenantOf(row) }));
  });
}
