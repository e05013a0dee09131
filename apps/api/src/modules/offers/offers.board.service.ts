import {
  MOST_SHOWINGS,
  ProblemError,
  type EarlyStanding,
  type OfferBoard,
  type OfferId,
  type OfferOrders,
  type OfferPlan,
  type OfferView,
  type Price,
  type SessionId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { ChangeChat } from '../chat/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import { isOn, presentOffer, presentShown } from './offers.presenter.ts';
import type { OfferRow, OffersRepository } from './offers.repository.ts';

export interface OffersBoardDeps {
  readonly repository: OffersRepository;
  readonly sessions: Pick<SessionsService, 'get'>;
  /** The numbered changes of a room: what is put on the screen comes in one order with all else, and nobody misses it. */
  readonly change: ChangeChat;
  /** What everybody is told of an offer's orders. */
  readonly ordersTold: (offerId: OfferId, now: Date) => Promise<OfferOrders>;
  /** What an offer costs for now, where that is less than its price, and what comes after it. */
  readonly earlyAhead: (offerId: OfferId, price: Price, now: Date) => Promise<readonly EarlyStanding[]>;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** What stands on the screens of a room. */
export function createOffersBoard(deps: OffersBoardDeps) {
  const { repository, sessions, change, clock, audit } = deps;

  async function existing(sessionId: SessionId, id: OfferId): Promise<OfferRow> {
    const row = await repository.find(sessionId, id);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  async function board(sessionId: SessionId): Promise<OfferBoard> {
    const now = clock.now();
    const rows = (await repository.on(sessionId)).filter((row) => isOn(row, now));
    const offers = await Promise.all(
      rows.map(async (row) => {
        const orders = row.tellsOrders === true ? await deps.ordersTold(row._id, now) : null;
        return presentShown(row, orders, row.sells == null ? [] : await deps.earlyAhead(row._id, row.sells, now));
      }),
    );
    return { now: now.toISOString(), offers };
  }

  /** In a transaction. */
  async function takeOff(row: OfferRow): Promise<void> {
    const last = row.showings.at(-1)!;
    // Its time may have been over before.
    const at = Math.min(clock.now().getTime(), last.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
    await repository.takeOff(row._id, row.showings.length - 1, new Date(at));
  }

  /** In a transaction. Another of its kind makes room: one screen carries one offer and one notification. */
  async function putOn(row: OfferRow, plan: OfferPlan): Promise<void> {
    if (row.showings.length >= MOST_SHOWINGS) throw new ProblemError('limit-reached');
    for (const other of await repository.on(row.sessionId)) if (other.kind === row.kind) await takeOff(other);
    const shownAt = clock.now();
    const expiresAt = row.seconds === null ? null : new Date(shownAt.getTime() + row.seconds * 1000);
    await repository.putOn(row._id, { shownAt, expiresAt, takenOffAt: null }, plan);
  }

  /** In a transaction: who did it by hand. */
  const note = (action: 'offer.shown' | 'offer.taken-off', { _id, sessionId, kind, title, text }: OfferRow) =>
    audit.record({ action, target: { type: kind, id: _id, name: title === '' ? text : title }, after: { sessionId } });

  const roomOf = (sessionId: SessionId) => ({ tenantId: currentTenantId(), sessionId });
  const viewOf = async (sessionId: SessionId, id: OfferId): Promise<OfferView> =>
    presentOffer(await existing(sessionId, id));

  return {
    board,

    /** Again while it is there: nothing. @throws ProblemError `not-found`; `not-live`; `limit-reached` */
    async show(sessionId: SessionId, id: OfferId): Promise<OfferView> {
      await change(roomOf(sessionId), async (revision) => {
        const row = await existing(sessionId, id);
        if ((await sessions.get(sessionId)).status !== 'live') throw new ProblemError('not-live');
        if (isOn(row, clock.now())) return null;
        // By hand before its time: it does not come once more by itself.
        await putOn(row, row.plan === 'waiting' ? 'shown' : row.plan);
        await note('offer.shown', row);
        return { revision, offers: await board(sessionId) };
      });
      return viewOf(sessionId, id);
    },

    /** Again: nothing. @throws ProblemError `not-found` */
    async takeOff(sessionId: SessionId, id: OfferId): Promise<OfferView> {
      await change(roomOf(sessionId), async (revision) => {
        const row = await existing(sessionId, id);
        if (!row.on) return null;
        await takeOff(row);
        await note('offer.taken-off', row);
        return { revision, offers: await board(sessionId) };
      });
      return viewOf(sessionId, id);
    },

    /** Shows one whose time has come, once over all processes: whoever comes second finds that it waits no more. */
    async showPlanned(sessionId: SessionId, id: OfferId): Promise<void> {
      await change(roomOf(sessionId), async (revision) => {
        const row = await repository.find(sessionId, id);
        if (row?.plan !== 'waiting' || row.dueAt === undefined) return null;
        await putOn(row, 'shown');
        return { revision, offers: await board(sessionId) };
      });
    },

    /** Something was ordered, paid, or taken back: everybody is told what that changes of what they see. */
    async refresh(sessionId: SessionId): Promise<void> {
      await change(roomOf(sessionId), async (revision) => {
        const now = clock.now();
        const rows = await repository.on(sessionId);
        if (!rows.some((row) => row.sells != null && isOn(row, now))) return null;
        return { revision, offers: await board(sessionId) };
      });
    },

    /** Takes everything off. May be repeated. */
    async clear(sessionId: SessionId): Promise<void> {
      await change(roomOf(sessionId), async (revision) => {
        const rows = await repository.on(sessionId);
        if (rows.length === 0) return null;
        for (const row of rows) await takeOff(row);
        return { revision, offers: await board(sessionId) };
      });
    },
  };
}
export type OffersBoard = ReturnType<typeof createOffersBoard>;
