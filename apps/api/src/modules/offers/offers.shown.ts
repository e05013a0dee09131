import type { OfferId, OfferKind, Price, SessionId } from '@stageline/contracts';
import { createOffersRepository } from './offers.repository.ts';

/** One time that an offer was on the screens of a masterclass. */
export interface OfferOnScreen {
  readonly offerId: OfferId;
  readonly kind: OfferKind;
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly link: string | null;
  readonly price: string;
  /** What it costs whoever orders it here; null for one that leads elsewhere. */
  readonly sells: Price | null;
  readonly shownAt: Date;
  /** When its time was over by itself; null where it had none. */
  readonly expiresAt: Date | null;
  /** When it was taken off, by hand, for another one, or at the end; null where its time was over before. */
  readonly takenOffAt: Date | null;
}

/** Everything that was on the screens of a masterclass of the current tenant, in its order. */
export async function offersShown(sessionId: SessionId): Promise<OfferOnScreen[]> {
  const rows = await createOffersRepository().list(sessionId);
  return rows
    .flatMap(({ _id: offerId, kind, title, text, label, link, price, sells = null, showings }) =>
      showings.map((showing) => ({ offerId, kind, title, text, label, link, price, sells, ...showing })),
    )
    .toSorted((a, b) => a.shownAt.getTime() - b.shownAt.getTime());
}
