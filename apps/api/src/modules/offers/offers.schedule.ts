import type { SessionId, TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { SessionsService } from '../sessions/index.ts';
import type { OffersBoard } from './offers.board.service.ts';
import { dueOffers, type DueOffer } from './offers.cross-tenant.repository.ts';
import type { OffersRepository } from './offers.repository.ts';

export interface OffersScheduleDeps {
  readonly repository: OffersRepository;
  readonly board: OffersBoard;
  readonly sessions: Pick<SessionsService, 'get'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}

/** How long after its time a planned offer still comes, where nobody was there to show it. */
export const GRACE_MS = 60_000;
/** Offers that one run shows. */
const MAX_DUE = 500;

/** Planned offers: given their instant when the session is live, shown when it has come. */
export function createOffersSchedule({
  repository,
  board,
  sessions,
  clock,
  logger,
  pausedTenants,
}: OffersScheduleDeps) {
  const waiting = async (sessionId: SessionId) =>
    (await repository.list(sessionId)).filter(({ plan }) => plan === 'waiting');

  async function show({ sessionId, offerId }: DueOffer): Promise<void> {
    const row = await repository.find(sessionId, offerId);
    if (row?.dueAt === undefined) return;
    const isLate = clock.now().getTime() - row.dueAt.getTime() >= GRACE_MS;
    if (isLate || (await sessions.get(sessionId)).status !== 'live') await repository.miss(offerId);
    else await board.showPlanned(sessionId, offerId);
  }

  return {
    /**
     * Gives what waits its instant, if the session is live. Called once it is, and after each plan: whichever comes last finds
     * both. May be repeated.
     */
    async arm(sessionId: SessionId): Promise<void> {
      const { status, startedAt } = await sessions.get(sessionId);
      if (status !== 'live' || startedAt === null) return;
      for (const { _id, dueAt, offsetSeconds } of await waiting(sessionId))
        if (dueAt === undefined && offsetSeconds !== null)
          await repository.setDue(_id, new Date(Date.parse(startedAt) + offsetSeconds * 1000));
    },

    /** The session is over: nothing is on the screen any more, and nothing comes. May be repeated. */
    async finish(sessionId: SessionId): Promise<void> {
      for (const { _id } of await waiting(sessionId)) await repository.miss(_id);
      await board.clear(sessionId);
    },

    /** Shows what is due on all sites. Safe to repeat, to run in several processes, and to be killed anywhere. */
    async sweep(): Promise<void> {
      for (const due of await dueOffers(clock.now(), await pausedTenants(), MAX_DUE)) {
        const { tenantId, offerId } = due;
        await runInTenant(tenantId, () => show(due)).catch((err: unknown) =>
          logger.error({ err, tenantId, offerId }, 'an offer was not shown, comes again'),
        );
      }
    },
  };
}
export type OffersSchedule = ReturnType<typeof createOffersSchedule>;
