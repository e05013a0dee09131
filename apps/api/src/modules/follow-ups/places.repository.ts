import { FOLLOW_UPS_AT_ONCE, type FollowUpId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { FollowUpPlaceModel } from './follow-ups.model.ts';
import type { PlaceRow } from './follow-ups.types.ts';

/**
 * The places in which the current tenant's mails are written. Whoever holds one may have one mail under way; a place whose holder is
 * not heard of any more is free.
 */
export const placesRepository = {
  /** All of them, made where they are not there yet. */
  async all(): Promise<PlaceRow[]> {
    const rows = await FollowUpPlaceModel.find({}).sort({ place: 1 }).lean<PlaceRow[]>();
    if (rows.length >= FOLLOW_UPS_AT_ONCE) return rows;
    for (let place = 0; place < FOLLOW_UPS_AT_ONCE; place += 1)
      await retryUpsert(() =>
        FollowUpPlaceModel.updateOne({ place }, { $setOnInsert: { _id: newId('job') } }, { upsert: true }),
      );
    return FollowUpPlaceModel.find({}).sort({ place: 1 }).lean<PlaceRow[]>();
  },

  /** @returns what was there before; null where somebody else holds it */
  take: (place: number, holder: string, now: Date, until: Date): Promise<PlaceRow | null> =>
    FollowUpPlaceModel.findOneAndUpdate(
      { place, $or: [{ holder: null }, { holder }, { until: { $lte: now } }] },
      { $set: { holder, until } },
    ).lean<PlaceRow>(),

  /** @returns false for whoever holds it no more */
  async hold(place: number, holder: string, until: Date, mailId: FollowUpId | null): Promise<boolean> {
    const write = { $set: { until, mailId } };
    return (await FollowUpPlaceModel.updateOne({ place, holder }, write)).matchedCount === 1;
  },

  /** @returns the number of the next turn; null for whoever holds it no more */
  async leave(place: number, holder: string): Promise<number | null> {
    const free = { $set: { holder: null, until: null, mailId: null }, $inc: { turn: 1 } };
    const row = await FollowUpPlaceModel.findOneAndUpdate({ place, holder }, free, { new: true }).lean<PlaceRow>();
    return row?.turn ?? null;
  },
};
export type PlacesRepository = typeof placesRepository;
