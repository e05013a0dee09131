import {
  ProblemError,
  type Reaction,
  type ReactionCounts,
  type reactions,
  type SessionId,
  type TenantId,
  type TicketClaims,
} from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import type { PersonLimit } from '../../realtime/person-limit.ts';
import type { RoomChannel, SessionsService } from '../sessions/index.ts';
import type { ReactionsRepository, ReactionStep } from './reactions.repository.ts';
import { STEP_SECONDS, stepOf, type ReactionTally } from './reactions.tally.ts';

/** A room writes and tells at most ten times a second, however many people react. */
const GATHER_MS = 100;
/** For how long a process believes that a room is live: what comes that late is counted as well. */
const BELIEVED_MS = 5_000;

export interface ReactionsDeps {
  readonly repository: ReactionsRepository;
  readonly tally: ReactionTally;
  readonly limiter: PersonLimit;
  readonly room: Pick<RoomChannel, 'reactions'>;
  readonly sessions: Pick<SessionsService, 'statusOf' | 'get'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A room in which somebody reacted a moment ago. */
interface Busy {
  /** Fails where it is not live; asked once for all who react at the same time. */
  readonly isLive: Promise<void>;
  counts: Partial<Record<Reaction, number>>;
  isGathering: boolean;
}

/** The sum of steps. */
function sumOf(steps: readonly ReactionStep[]): ReactionCounts {
  const sum: Partial<Record<Reaction, number>> = {};
  for (const { counts } of steps)
    for (const [reaction, count] of Object.entries(counts) as [Reaction, number][])
      sum[reaction] = (sum[reaction] ?? 0) + count;
  return sum;
}

/** What people in the rooms of the current tenant show without a word (C-09): counted, and told without a name. */
export function createReactions(deps: ReactionsDeps) {
  const { repository, tally, limiter, room, sessions, clock, logger } = deps;
  const busy = new Map<string, Busy>();

  async function assertLive(sessionId: SessionId): Promise<void> {
    if ((await sessions.statusOf(sessionId)) !== 'live') throw new ProblemError('not-live');
  }

  /** A room as it is known here; after a while it is forgotten, and looked at again. */
  function busyRoom(key: string, sessionId: SessionId): Busy {
    const known = busy.get(key);
    if (known !== undefined) return known;
    const entry: Busy = { isLive: assertLive(sessionId), counts: {}, isGathering: false };
    busy.set(key, entry);
    const forget = () => void busy.delete(key);
    entry.isLive.then(() => setTimeout(forget, BELIEVED_MS).unref(), forget);
    return entry;
  }

  async function tell(tenantId: TenantId, sessionId: SessionId, entry: Busy, at: number): Promise<void> {
    const { counts } = entry;
    Object.assign(entry, { counts: {}, isGathering: false });
    try {
      room.reactions(tenantId, sessionId, await tally.add(tenantId, sessionId, { at, counts }));
    } catch (err) {
      // They are of the moment: the next ones tell how many there are.
      logger.warn({ err }, 'reactions lost');
    }
  }

  return {
    /** @throws ProblemError `too-many-requests`; `not-live`; `not-found` */
    async react(claims: TicketClaims, reaction: Reaction): Promise<void> {
      const { tenantId, sessionId } = claims;
      await limiter.count(claims);
      const entry = busyRoom(`${tenantId} ${sessionId}`, sessionId);
      await entry.isLive;
      entry.counts[reaction] = (entry.counts[reaction] ?? 0) + 1;
      if (entry.isGathering) return;
      entry.isGathering = true;
      const at = stepOf(clock.now());
      setTimeout(() => void tell(tenantId, sessionId, entry, at), GATHER_MS);
    },

    /** How often each was sent in a room so far. */
    totals: ({ tenantId, sessionId }: TicketClaims): Promise<ReactionCounts> => tally.totals(tenantId, sessionId),

    /** In all and over time. @throws ProblemError `not-found` */
    async list(sessionId: SessionId): Promise<z.output<typeof reactions.listReactions.response>> {
      await sessions.get(sessionId);
      const steps = (await repository.find(sessionId)) ?? (await tally.steps(currentTenantId(), sessionId));
      return {
        counts: sumOf(steps),
        stepSeconds: STEP_SECONDS,
        steps: steps.map(({ at, counts }) => ({ at: new Date(at).toISOString(), counts })),
      };
    },

    /** Keeps the reactions of a masterclass that has ended. Again: the same. */
    async keep(sessionId: SessionId): Promise<void> {
      const steps = await tally.steps(currentTenantId(), sessionId);
      if (steps.length > 0) await repository.keep(sessionId, steps);
    },
  };
}
export type Reactions = ReturnType<typeof createReactions>;
