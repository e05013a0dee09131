import { Reaction, type ReactionCounts, type SessionId, type TenantId } from '@stageline/contracts';
import { tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { ReactionStep } from './reactions.repository.ts';

/** Over how long reactions are counted together for the time line of a masterclass. */
export const STEP_SECONDS = 10;
/** What a room leaves behind is gone by then, also where its end was never heard of. */
const KEPT_SECONDS = 48 * 3600;
const STEP_MS = STEP_SECONDS * 1000;

/** When the step began that an instant lies in. */
export const stepOf = (at: Date): number => Math.floor(at.getTime() / STEP_MS) * STEP_MS;

const isReaction = (name: string): name is Reaction => Reaction.safeParse(name).success;

/** The reactions of rooms while they are live, counted over all processes. */
export function createReactionTally(redis: Redis) {
  const totalsKey = (tenantId: TenantId, sessionId: SessionId) => tenantKey(tenantId, 'room', 'reactions', sessionId);
  const stepsKey = (tenantId: TenantId, sessionId: SessionId) =>
    tenantKey(tenantId, 'room', 'reaction-steps', sessionId);

  return {
    /** Adds what came within one step, in one round trip. @returns of each of them how many there are by now */
    async add(tenantId: TenantId, sessionId: SessionId, { at, counts }: ReactionStep): Promise<ReactionCounts> {
      const [totals, steps] = [totalsKey(tenantId, sessionId), stepsKey(tenantId, sessionId)];
      const added = Object.entries(counts) as [Reaction, number][];
      const batch = redis.multi();
      for (const [reaction, count] of added) batch.hincrby(totals, reaction, count);
      for (const [reaction, count] of added) batch.hincrby(steps, `${at} ${reaction}`, count);
      const answers = await batch.expire(totals, KEPT_SECONDS).expire(steps, KEPT_SECONDS).exec();
      return Object.fromEntries(added.map(([reaction], index) => [reaction, Number(answers?.[index]?.[1] ?? 0)]));
    },

    async totals(tenantId: TenantId, sessionId: SessionId): Promise<ReactionCounts> {
      const stored = Object.entries(await redis.hgetall(totalsKey(tenantId, sessionId)));
      return Object.fromEntries(stored.filter(([name]) => isReaction(name)).map(([name, n]) => [name, Number(n)]));
    },

    /** In the order of time. */
    async steps(tenantId: TenantId, sessionId: SessionId): Promise<ReactionStep[]> {
      const steps = new Map<number, Partial<Record<Reaction, number>>>();
      for (const [field, count] of Object.entries(await redis.hgetall(stepsKey(tenantId, sessionId)))) {
        const [at = '', name = ''] = field.split(' ');
        if (!isReaction(name)) continue;
        const counts = steps.get(Number(at)) ?? {};
        counts[name] = Number(count);
        steps.set(Number(at), counts);
      }
      return [...steps].map(([at, counts]) => ({ at, counts })).sort((a, b) => a.at - b.at);
    },
  };
}
export type ReactionTally = ReturnType<typeof createReactionTally>;
