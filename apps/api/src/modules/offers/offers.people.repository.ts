import type { OfferId, OfferPersonId, PersonId, SessionId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { OfferPersonModel } from './offers.model.ts';

export interface OfferPersonRow {
  readonly _id: OfferPersonId;
  readonly offerId: OfferId;
  readonly sessionId: SessionId;
  readonly identity: PersonId;
  readonly text: string;
  readonly shownAt: Date;
  readonly clickedAt?: Date;
  readonly dismissedAt?: Date;
}
export type OfferClick = OfferPersonRow & { readonly clickedAt: Date };

const FIELDS = { offerId: 1, sessionId: 1, identity: 1, text: 1, shownAt: 1, clickedAt: 1, dismissedAt: 1 } as const;
const NEWEST_CLICK = { clickedAt: -1, _id: -1 } as const;
const EPOCH = new Date(0);
const clickedBelow = (bound: PageBound | null) =>
  bound === null ? { clickedAt: { $gt: EPOCH } } : rowsBelow('clickedAt', bound);

/** Reads and writes of what people did with offers; every call runs in the current tenant. */
export function createOfferPeopleRepository() {
  return {
    /** What these people did with it so far. */
    async of(offerId: OfferId, identities: readonly PersonId[]): Promise<OfferPersonRow[]> {
      const filter = { identity: { $in: [...identities] }, offerId };
      return findRows(OfferPersonModel, filter, {
        projection: FIELDS,
        sort: { identity: 1 },
        limit: identities.length,
      });
    },

    async insert(rows: readonly OfferPersonRow[]): Promise<void> {
      if (rows.length > 0) await bulkInsert(OfferPersonModel, rows);
    },

    async update(rows: readonly OfferPersonRow[]): Promise<void> {
      if (rows.length === 0) return;
      const changes = rows.map(({ _id, clickedAt, dismissedAt }) => ({
        match: { _id },
        set: { ...(clickedAt && { clickedAt }), ...(dismissedAt && { dismissedAt }) },
      }));
      await bulkUpdate(OfferPersonModel, changes);
    },

    /** Which of these somebody has put away. */
    async dismissedOf(identity: PersonId, ids: readonly OfferId[]): Promise<OfferId[]> {
      if (ids.length === 0) return [];
      const filter = { identity, offerId: { $in: [...ids] }, dismissedAt: { $gt: EPOCH } };
      const options = { projection: { offerId: 1 }, sort: { offerId: 1 }, limit: ids.length } as const;
      return (await findRows<{ offerId: OfferId }>(OfferPersonModel, filter, options)).map(({ offerId }) => offerId);
    },

    /** Who clicked it, the last one first. */
    async clicksOf(offerId: OfferId, below: PageBound | null, limit: number): Promise<OfferClick[]> {
      const filter = { offerId, ...clickedBelow(below) };
      return findRows(OfferPersonModel, filter, { projection: FIELDS, sort: NEWEST_CLICK, limit });
    },
  };
}
export type OfferPeopleRepository = ReturnType<typeof createOfferPeopleRepository>;

/** Which of these people clicked anything that was on the screens of a masterclass of the current tenant. */
export async function clickersAmong(sessionId: SessionId, people: readonly PersonId[]): Promise<Set<PersonId>> {
  const filter = { identity: { $in: [...people] }, sessionId, clickedAt: { $gt: EPOCH } };
  const rows = await OfferPersonModel.find(filter, { _id: 0, identity: 1 }).lean<{ identity: PersonId }[]>();
  return new Set(rows.map(({ identity }) => identity));
}

/** What one person of the current tenant clicked, newest first. */
export const clicksOfPerson = (identity: PersonId, below: PageBound | null, limit: number): Promise<OfferClick[]> =>
  findRows(OfferPersonModel, { identity, ...clickedBelow(below) }, { projection: FIELDS, sort: NEWEST_CLICK, limit });
