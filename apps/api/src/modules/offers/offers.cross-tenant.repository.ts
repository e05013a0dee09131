import type { OfferId, SessionId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { OfferModel } from './offers.model.ts';

/** An offer whose time has come. */
export interface DueOffer {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly offerId: OfferId;
}

/** Offers of all sites but `except` that are to be shown by now, those first that wait longest. */
export function dueOffers(now: Date, except: readonly TenantId[], limit: number): Promise<DueOffer[]> {
  return runAsSystem('schedule: offers that are due', async () => {
    const due = { dueAt: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await OfferModel.find(due, { tenantId: 1, sessionId: 1 }).sort({ dueAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({
      tenantId: tenantOf(row),
      sessionId: row.sessionId as SessionId,
      offerId: row._id as OfferId,
    }));
  });
}
