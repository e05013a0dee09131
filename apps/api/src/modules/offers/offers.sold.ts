import { OPENS_NOTHING, type OfferId, type OfferOpens, type Price, type SessionId } from '@stageline/contracts';
import { createOffersRepository } from './offers.repository.ts';

/** What an offer sells. */
export interface SoldOffer {
  readonly offerId: OfferId;
  readonly sessionId: SessionId;
  readonly title: string;
  readonly text: string;
  readonly sells: Price;
  /** Whether everybody may know how many have paid it. */
  readonly tellsOrders: boolean;
  /** What an order of it opens. */
  readonly opens: OfferOpens;
}

/** An offer of the current tenant that is ordered here; null for one that is not there, or leads elsewhere. */
export async function soldOffer(offerId: OfferId): Promise<SoldOffer | null> {
  const row = await createOffersRepository().findAnywhere(offerId);
  if (row?.sells == null) return null;
  const { sessionId, title, text, sells, tellsOrders = false } = row;
  return { offerId, sessionId, title, text, sells, tellsOrders, opens: row.opens ?? OPENS_NOTHING };
}
