import {
  OPENS_NOTHING,
  type EarlyStanding,
  type OfferOrders,
  type OfferView,
  type ShownOffer,
} from '@stageline/contracts';
import type { OfferRow } from './offers.repository.ts';

/** Whether it is on the screen at an instant: its time is over by the server's clock, whoever looks at it again. */
export function isOn({ on, showings }: OfferRow, now: Date): boolean {
  const last = showings.at(-1);
  return on && last !== undefined && (last.expiresAt === null || last.expiresAt > now);
}

/**
 * As everybody in the room gets it: without the address behind it.
 * @param orders null where the host does not tell them
 * @param early what it costs instead for now, and after that
 */
export function presentShown(row: OfferRow, orders: OfferOrders | null, early: readonly EarlyStanding[]): ShownOffer {
  const { shownAt, expiresAt } = row.showings.at(-1)!;
  const { _id: id, kind, title, text, label, price } = row;
  const [sells, callSlug] = [row.sells ?? null, row.callSlug ?? null];
  const hasLink = row.link !== null || sells !== null;
  const instants = { shownAt: shownAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
  const words = { kind, title, text, label, hasLink, callSlug, price };
  return { id, showing: row.showings.length, ...words, sells, early: [...early], orders, ...instants };
}

/** As hosts get it. */
export function presentOffer(row: OfferRow): OfferView {
  const { _id: id, version, kind, title, text, label, link, price, seconds, offsetSeconds, plan, showings } = row;
  const { shown, clicked, dismissed, sells = null, tellsOrders = false } = row;
  const last = showings.at(-1);
  return {
    ...{ id, version, kind, title, text, label, link, price, sells, tellsOrders, seconds, offsetSeconds, plan },
    opens: row.opens ?? OPENS_NOTHING,
    showings: showings.length,
    shownAt: last?.shownAt.toISOString() ?? null,
    expiresAt: last?.expiresAt?.toISOString() ?? null,
    takenOffAt: last?.takenOffAt?.toISOString() ?? null,
    counts: { shown, clicked, dismissed },
  };
}
