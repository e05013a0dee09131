import type { moments, SessionId, SessionMoment } from '@stageline/contracts';
import { audienceFlow, leftWithinMinute, type Stay } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { z } from 'zod';
import type { Mark, MomentSession, MomentSource } from './moments.types.ts';

export interface MomentsServiceDeps {
  readonly sources: readonly MomentSource[];
  readonly sessions: {
    /** @throws ProblemError `not-found` */
    get(sessionId: SessionId): Promise<{ readonly startedAt: string | null; readonly endedAt: string | null }>;
    /** When attendees were there; who is there still, until `now`. */
    stays(sessionId: SessionId, now: Date): Promise<readonly Stay[]>;
  };
  readonly clock: Clock;
}

type Moments = z.output<typeof moments.listMoments.response>;

/** Of one source, and of all together: enough for a long day, and no page holds more. */
const [MOST_OF_A_SOURCE, MOST] = [500, 1500];

/** What happened in a masterclass of the current tenant, computed from what its modules keep: nothing of it is stored twice. */
export function createMomentsService({ sources, sessions, clock }: MomentsServiceDeps) {
  return {
    /** In the order of time. Every source is asked once. @throws ProblemError `not-found` */
    async of(sessionId: SessionId): Promise<Moments> {
      const { startedAt, endedAt } = await sessions.get(sessionId);
      if (startedAt === null) return NOTHING;
      const now = clock.now();
      const until = endedAt === null ? now : new Date(endedAt);
      const session: MomentSession = { id: sessionId, startedAt: new Date(startedAt), until };
      const [stays, ...marks] = await Promise.all([
        sessions.stays(sessionId, now),
        ...sources.map((source) => source(session, MOST_OF_A_SOURCE)),
      ]);
      const all = marks.flat().toSorted(inTime);
      const shown = all.slice(0, MOST);
      const left = leftWithinMinute(
        stays,
        shown.map(({ at }) => at.getTime()),
        until.getTime(),
      );
      const { stepSeconds, joined, left: gone } = audienceFlow(stays, { from: session.startedAt, to: until });
      return {
        from: startedAt,
        until: until.toISOString(),
        items: shown.map((mark, index) => present(mark, session, left[index]!)),
        hasMore: all.length > shown.length,
        flow: { stepSeconds, joined: [...joined], left: [...gone] },
      };
    },
  };
}
export type MomentsService = ReturnType<typeof createMomentsService>;

const NOTHING: Moments = {
  from: null,
  until: null,
  items: [],
  hasMore: false,
  flow: { stepSeconds: 60, joined: [], left: [] },
};

/** At one instant by kind and id, so that the order is the same each time. */
const inTime = (a: Mark, b: Mark): number =>
  a.at.getTime() - b.at.getTime() || a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id);

const present = (
  { kind, id, at, text, name, count }: Mark,
  { startedAt }: MomentSession,
  left: number,
): SessionMoment => ({
  id: `${kind}.${id}`,
  kind,
  at: at.toISOString(),
  offsetMs: at.getTime() - startedAt.getTime(),
  text: text ?? '',
  name: name ?? '',
  count: count ?? null,
  left,
});
