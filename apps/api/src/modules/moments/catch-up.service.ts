import {
  MOST_CAUGHT_UP,
  type CaptionLine,
  type CatchUp,
  type PersonId,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { comesLate, saidBefore } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { currentTenantId, tenantKey } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { Mark, MomentSource } from './moments.types.ts';

export interface CatchUpDeps {
  /** What may be told to everybody in the room. */
  readonly toldToAll: readonly MomentSource[];
  readonly sessions: {
    get(sessionId: SessionId): Promise<{ readonly status: string; readonly startedAt: string | null }>;
    /** When somebody came into a room, each time; as who they are by now. */
    arrivals(sessionId: SessionId, personId: PersonId): Promise<readonly Date[]>;
  };
  /** What was heard of those who speak, as live captions have it; nothing where there are none. */
  readonly heard: (sessionId: SessionId) => Promise<readonly CaptionLine[]>;
  readonly clock: Clock;
}

/** The same for everybody who comes late, so a crowd of them reads it once. */
const REMEMBERED_MS = 5000;
const MOST_MARKS = 500;

/** A short summary for whoever comes late to a live session of the current tenant, of facts alone. */
export function createCatchUp({ toldToAll, heard, sessions, clock }: CatchUpDeps) {
  const known = new LRUCache<string, Promise<CatchUp>>({ max: 500, ttl: REMEMBERED_MS });

  async function summary(id: SessionId, startedAt: Date): Promise<CatchUp> {
    const session = { id, startedAt, until: clock.now() };
    const lines = await heard(id);
    const marks = (await Promise.all(toldToAll.map((source) => source(session, MOST_MARKS)))).flat();
    const of = (kind: Mark['kind']) => marks.filter((mark) => mark.kind === kind);
    const answered = of('question-answered').toSorted((a, b) => b.at.getTime() - a.at.getTime());
    return {
      liveSince: startedAt.toISOString(),
      questions: {
        answered: answered.length,
        last: answered.slice(0, MOST_CAUGHT_UP).map(({ text }) => text ?? ''),
      },
      said: saidOf(lines, startedAt),
      offers: new Set(of('offer-shown').map(({ id: shown }) => shown.split('.', 1)[0])).size,
      polls: of('poll-opened').length,
    };
  }

  return {
    /** Null for the team, before it is live, and for whoever was there. @throws ProblemError `not-found` */
    async for({ sessionId, role, identity }: TicketClaims): Promise<CatchUp | null> {
      if (role !== 'attendee') return null;
      const { status, startedAt } = await sessions.get(sessionId);
      if (status !== 'live' || startedAt === null) return null;
      const came = await sessions.arrivals(sessionId, identity as PersonId);
      const times = came.map((at) => at.getTime());
      if (!comesLate(times, Date.parse(startedAt), clock.now().getTime())) return null;
      const key = tenantKey(currentTenantId(), 'cache', 'catch-up', sessionId);
      const kept = known.get(key);
      if (kept !== undefined) return kept;
      const fresh = summary(sessionId, new Date(startedAt));
      known.set(key, fresh);
      // What failed is asked for again by the next one.
      fresh.catch(() => known.delete(key));
      return fresh;
    },
  };
}
/** Of hosts: it is them whom people came for. */
const saidOf = (lines: readonly CaptionLine[], startedAt: Date): CatchUp['said'] =>
  saidBefore(
    lines.filter(({ fromHost }) => fromHost).map((line) => ({ ...line, atMs: Date.parse(line.at) })),
    MOST_CAUGHT_UP,
  ).map(({ at, atMs, speaker, text }) => ({ at, offsetMs: Math.max(0, atMs - startedAt.getTime()), speaker, text }));

export type CatchUpService = ReturnType<typeof createCatchUp>;
