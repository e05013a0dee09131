import type { OfferCounts, OfferId, OfferKind, OfferOpens, OfferPlan, Price, SessionId } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { OfferModel } from './offers.model.ts';

export interface OfferShowing {
  readonly shownAt: Date;
  readonly expiresAt: Date | null;
  readonly takenOffAt: Date | null;
}
/** What a host writes. */
export interface OfferWords {
  readonly kind: OfferKind;
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly link: string | null;
  readonly callSlug: string | null;
  readonly price: string;
  /** What it costs whoever orders it here; null for one that leads elsewhere, as all did once. */
  readonly sells?: Price | null;
  readonly tellsOrders?: boolean;
  /** What an order of it opens; null, or missing, for nothing. */
  readonly opens?: OfferOpens | null;
  readonly seconds: number | null;
  readonly offsetSeconds: number | null;
}
export interface OfferRow extends OfferWords, OfferCounts {
  readonly _id: OfferId;
  readonly sessionId: SessionId;
  readonly plan: OfferPlan;
  readonly dueAt?: Date;
  readonly showings: readonly OfferShowing[];
  readonly on: boolean;
  readonly version: number;
}

const FIELDS = {
  sessionId: 1,
  kind: 1,
  title: 1,
  text: 1,
  label: 1,
  link: 1,
  callSlug: 1,
  price: 1,
  sells: 1,
  tellsOrders: 1,
  opens: 1,
  seconds: 1,
  offsetSeconds: 1,
  plan: 1,
  dueAt: 1,
  showings: 1,
  on: 1,
  shown: 1,
  clicked: 1,
  dismissed: 1,
  version: 1,
} as const;
const NEVER_SHOWN = { showings: { $size: 0 } } as const;
/** More than a session may have. */
const ALL = 200;

/** Reads and writes of offers; every call runs in the current tenant. */
export function createOffersRepository() {
  return {
    async find(sessionId: SessionId, id: OfferId): Promise<OfferRow | null> {
      return OfferModel.findOne({ _id: id, sessionId }, FIELDS).lean<OfferRow>();
    },

    /** By its id alone, which whoever was shown it knows. */
    async findAnywhere(id: OfferId): Promise<OfferRow | null> {
      return OfferModel.findOne({ _id: id }, FIELDS).lean<OfferRow>();
    },

    /** In the order in which they were made. */
    async list(sessionId: SessionId): Promise<OfferRow[]> {
      return findRows(OfferModel, { sessionId }, { projection: FIELDS, sort: { _id: 1 }, limit: ALL });
    },

    /** What was put on the screen and not taken off. */
    async on(sessionId: SessionId): Promise<OfferRow[]> {
      return findRows(OfferModel, { sessionId, on: true }, { projection: FIELDS, sort: { _id: 1 }, limit: ALL });
    },

    async count(sessionId: SessionId): Promise<number> {
      return OfferModel.countDocuments({ sessionId });
    },

    async insert(row: OfferRow): Promise<void> {
      await bulkInsert(OfferModel, [{ ...row, showings: [...row.showings] as never }]);
    },

    /** Null where it was changed meanwhile, or has been seen. */
    async rewrite(id: OfferId, version: number, words: OfferWords, plan: OfferPlan): Promise<OfferRow | null> {
      const change = { $set: { ...words, plan }, $unset: { dueAt: 1 }, $inc: { version: 1 } } as const;
      const filter = { _id: id, version, ...NEVER_SHOWN };
      return OfferModel.findOneAndUpdate(filter, change, { new: true, projection: FIELDS }).lean<OfferRow>();
    },

    async remove(id: OfferId): Promise<boolean> {
      return (await OfferModel.deleteOne({ _id: id, ...NEVER_SHOWN })).deletedCount === 1;
    },

    /** Whatever its plan was, it is not shown by it once more. */
    async putOn(id: OfferId, showing: OfferShowing, plan: OfferPlan): Promise<void> {
      const change = {
        $push: { showings: showing },
        $set: { on: true, plan },
        $unset: { dueAt: 1 },
        $inc: { version: 1 },
      };
      await OfferModel.updateOne({ _id: id }, change as never);
    },

    /** @param last its last showing, by its place in the list */
    async takeOff(id: OfferId, last: number, at: Date): Promise<void> {
      const change = { $set: { on: false, [`showings.${last}.takenOffAt`]: at }, $inc: { version: 1 } };
      await OfferModel.updateOne({ _id: id }, change);
    },

    async setDue(id: OfferId, dueAt: Date): Promise<void> {
      await OfferModel.updateOne({ _id: id, plan: 'waiting' }, { $set: { dueAt } });
    },

    /** Its time was over before it could be shown. */
    async miss(id: OfferId): Promise<void> {
      const change = { $set: { plan: 'missed' }, $unset: { dueAt: 1 }, $inc: { version: 1 } } as const;
      await OfferModel.updateOne({ _id: id, plan: 'waiting' }, change);
    },

    /** @returns the numbers after that */
    async raise(id: OfferId, by: OfferCounts): Promise<OfferCounts> {
      const fields = { shown: 1, clicked: 1, dismissed: 1 } as const;
      const options = { new: true, projection: fields } as const;
      const row = await OfferModel.findOneAndUpdate({ _id: id }, { $inc: { ...by } }, options).lean<OfferCounts>();
      const { shown, clicked, dismissed } = row ?? by;
      return { shown, clicked, dismissed };
    },
  };
}
export type OffersRepository = ReturnType<typeof createOffersRepository>;
