import { ProblemError, timeline, type LeadId, type SessionId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { MemberActor } from '../../http/route.ts';
import { seesContacts, timelineLead } from '../leads/index.ts';
import { sessionTitles } from '../sessions/index.ts';
import { boundFor, cursorAfter, newestFirst, parseTimelineCursor } from './timeline.cursor.ts';
import { createSources, type TimelineLine } from './timeline.sources.ts';

export interface TimelineServiceDeps {
  /** @throws ProblemError `not-found` for a lead that the actor may not see */
  readonly assertVisible: (actor: MemberActor, leadId: LeadId) => Promise<unknown>;
  readonly line: TimelineLine;
  readonly clock: Clock;
}

export interface TimelineQuery {
  readonly kinds?: readonly timeline.TimelineKind[] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One ordered list of everything that the current tenant knows of a lead (F-10). */
export function createTimelineService({ assertVisible, line, clock }: TimelineServiceDeps) {
  const sources = createSources(line);

  return {
    /**
     * A page, newest first. Every source is asked once, by its index, for as many entries as the page may take: however long
     * a life is, a page costs the same.
     * @throws ProblemError `not-found`; `validation-failed` for a foreign cursor
     */
    async page(
      actor: MemberActor,
      leadId: LeadId,
      { kinds = timeline.TimelineKind.options, cursor, limit }: TimelineQuery,
    ) {
      const after = cursor === undefined ? null : parseTimelineCursor(cursor);
      await assertVisible(actor, leadId);
      const lead = await timelineLead(leadId);
      if (lead === null) throw new ProblemError('not-found');
      const subject = { leadId, lead, now: clock.now(), withContacts: seesContacts(actor) };
      const lists = [...new Set(kinds)].map((kind) => sources[kind](subject, boundFor(kind, after), limit + 1));
      const merged = (await Promise.all(lists)).flat().toSorted(newestFirst);
      const page = merged.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await withTitles(page.map(({ entry }) => entry)),
        nextCursor: merged.length > page.length && last !== undefined ? cursorAfter(last) : null,
      };
    },
  };
}
export type TimelineService = ReturnType<typeof createTimelineService>;

/** The titles of all masterclasses that a page names, by one read. */
async function withTitles(entries: readonly timeline.TimelineEntry[]): Promise<timeline.TimelineEntry[]> {
  const sessionOf = (entry: timeline.TimelineEntry) => ('sessionId' in entry ? entry.sessionId : null);
  const ids = new Set<SessionId>(entries.map(sessionOf).filter((id) => id !== null));
  const titles = await sessionTitles([...ids]);
  return entries.map((entry) =>
    'sessionId' in entry && entry.sessionId !== null
      ? { ...entry, sessionTitle: titles.get(entry.sessionId) ?? null }
      : entry,
  );
}
