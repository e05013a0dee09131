import type { ReplayOffer } from '@stageline/contracts';
import type { OfferOnScreen } from '../offers/index.ts';
import { mediaTimeOf } from './media-timeline.ts';
import type { ReplayRow } from './replays.types.ts';

type Placed = Pick<ReplayRow, 'recordedAt' | 'spans' | 'durationMs'>;

/** Whether its time is over by the server's clock. One without an end of its own can be followed for as long as there is a replay. */
export const isOfferOver = ({ expiresAt }: Pick<OfferOnScreen, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;

/** When it left the screens; null for one that is still on them. */
function leftAt({ expiresAt, takenOffAt }: OfferOnScreen): Date | null {
  if (expiresAt === null || takenOffAt === null) return expiresAt ?? takenOffAt;
  return expiresAt < takenOffAt ? expiresAt : takenOffAt;
}

/**
 * Where the showings of a masterclass are in its replay (C-10). What was on the screens when the recording began is there from
 * its first moment; what came and went while nothing was recorded is left out.
 */
export function placeOffers(
  { recordedAt, spans, durationMs }: Placed,
  shown: readonly OfferOnScreen[],
  now: Date,
  viewer: string,
): ReplayOffer[] {
  const placeOf = (at: Date) => mediaTimeOf(spans, at.getTime() - recordedAt.getTime());
  return shown.flatMap((showing) => {
    const { offerId: id, kind, title, text, label, link, price, sells, shownAt } = showing;
    const left = leftAt(showing);
    if (left !== null && left <= recordedAt) return [];
    const atMs = shownAt < recordedAt ? 0 : placeOf(shownAt);
    if (atMs === null) return [];
    const endMs = (left === null ? null : placeOf(left)) ?? durationMs ?? 0;
    if (endMs <= atMs) return [];
    const words = { kind, title, text, label, price, sells };
    // An order is somebody's: whoever came by a link without a name has no way to one.
    const isNameless = link === null && sells !== null && viewer.startsWith('visit_');
    const hasLink = (link !== null || sells !== null) && !isNameless;
    return [{ id, atMs, endMs, ...words, hasLink, isNameless, isOver: isOfferOver(showing, now) }];
  });
}
