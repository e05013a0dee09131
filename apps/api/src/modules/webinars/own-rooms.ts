import { ProblemError, WebinarAsked, type PersonId, type SessionId, type WebinarId } from '@stageline/contracts';
import { isQuestionText, type AttendeeFacts, type ScoringBasis } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { spokenIn } from '../chat/index.ts';
import type { leadsOfPeople } from '../leads/index.ts';
import type { seatHolders } from '../seats/index.ts';
import type { attendeesOf, endedSpan, sessionVisits } from '../sessions/index.ts';
import { NO_COUNTS } from './attendee-rows.ts';
import { CHUNK, type AttendeeWriter } from './attendee-writer.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { WebinarSettler } from './webinar-settler.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import type { By, MessageRow, WebinarRow } from './webinars.types.ts';

/** What rooms of this site have kept. */
export interface RoomRecords {
  readonly attendeesOf: typeof attendeesOf;
  readonly endedSpan: typeof endedSpan;
  readonly sessionVisits: typeof sessionVisits;
  readonly seatHolders: typeof seatHolders;
  readonly spokenIn: typeof spokenIn;
  readonly leadsOfPeople: typeof leadsOfPeople;
}
export interface OwnRoomsDeps extends RoomRecords {
  readonly webinars: WebinarsRepository;
  readonly messages: MessagesRepository;
  readonly writer: AttendeeWriter;
  readonly settler: WebinarSettler;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}
type Span = NonNullable<Awaited<ReturnType<typeof endedSpan>>>;

/** One reading of an own room; it says again what it said, and more. */
const MARK = { fileId: 'own', reading: 1 } as const;

/**
 * Masterclasses of this site as webinars: what their rooms have kept is scored by the same engine as files are (K-13). Nobody
 * measures in a room what somebody looks at, so focus is missing here.
 */
export function createOwnRooms(deps: OwnRoomsDeps) {
  const { webinars, messages, writer, settler, unitOfWork, clock } = deps;

  async function made(sessionId: SessionId, span: Span, by: By): Promise<WebinarRow> {
    const known = await webinars.ofSession(sessionId);
    if (known !== null) return known;
    const row: WebinarRow = {
      _id: newId('wbn'),
      source: 'own',
      sessionId,
      title: span.title,
      topic: span.description,
      heldAt: span.startedAt,
      durationMinutes: null,
      timeZone: span.timeZone,
      language: span.language,
      offer: null,
      replayUrl: null,
      began: span.startedAt,
      lasted: span.lengthMs / 60_000,
      counts: NO_COUNTS,
      matches: [],
      revision: 1,
      settled: 0,
      createdAt: clock.now(),
      by,
    };
    try {
      await webinars.insert(row);
      return row;
    } catch (error) {
      const other = isDuplicateKey(error) ? await webinars.ofSession(sessionId) : null;
      if (other === null) throw error;
      return other;
    }
  }

  async function writePeople(
    webinarId: WebinarId,
    sessionId: SessionId,
    span: Span,
    people: readonly PersonId[],
    basis: ScoringBasis,
  ) {
    const [visits, leads] = await Promise.all([deps.sessionVisits(sessionId, people), deps.leadsOfPeople(people)]);
    const end = new Date(span.startedAt.getTime() + span.lengthMs);
    const entries = people.map((personId) => {
      const person = leads.get(personId)?.person;
      const presence = (visits.get(personId) ?? []).map(({ from, to }) => ({
        // Who waited before it began, or stayed behind, was there for as long as it was.
        from: Math.max(from.getTime(), span.startedAt.getTime()),
        to: Math.min((to ?? end).getTime(), end.getTime()),
        kind: 'live' as const,
      }));
      const name = person === undefined ? '' : `${person.firstName} ${person.lastName}`.trim();
      const facts = {
        ...NOTHING,
        name,
        email: person?.email ?? null,
        presence: presence.filter(({ from, to }) => to > from),
      };
      return { key: `p:${personId}`, personId, facts: { ...facts, attended: facts.presence.length > 0 } };
    });
    await writer(webinarId, entries, { ...MARK, readAt: span.startedAt }, basis);
  }

  async function writeMessages(webinarId: WebinarId, sessionId: SessionId): Promise<void> {
    for await (const spoken of deps.spokenIn(sessionId)) {
      await unitOfWork.run(async () => {
        const known = await messages.byDigests(
          webinarId,
          spoken.map(({ _id }) => _id),
        );
        const rows = spoken.flatMap(({ _id, identity, authorName, text, at, isAsked }): MessageRow[] => {
          if (known.has(_id)) return [];
          const sender = { sender: authorName, senderKey: `p:${identity}`, email: null, personId: identity };
          const isQuestion = isAsked || isQuestionText(text);
          const ids = { _id: newId('wms'), webinarId, digest: _id, files: [MARK], attendeeId: null };
          return [{ ...ids, ...sender, at, text, isQuestion }];
        });
        await messages.insert(rows);
      });
    }
  }

  return {
    /**
     * The webinar of a masterclass that has ended; made where there is none yet.
     * @throws ProblemError `not-found`; `illegal-transition` for one that has not ended
     */
    async open(sessionId: SessionId, by: By): Promise<WebinarRow> {
      const span = await deps.endedSpan(sessionId);
      if (span === null) throw new ProblemError('not-found');
      if (!span.isOver) throw new ProblemError('illegal-transition');
      return made(sessionId, span, by);
    },

    /** Has the room of a webinar read. */
    async ask({ _id: webinarId }: Pick<WebinarRow, '_id'>): Promise<void> {
      await unitOfWork.run(async (tx) => void tx.record(WebinarAsked, { webinarId, fileId: null }));
    },

    /** Reads what the room has kept; again adds what came since and changes no ids. */
    async read(webinarId: WebinarId): Promise<void> {
      const webinar = await webinars.find(webinarId);
      if (webinar === null || webinar.source !== 'own') return;
      const sessionId = webinar.sessionId!;
      const span = await deps.endedSpan(sessionId);
      if (span === null || !span.isOver) return;
      const basis = await settler.basisOf(webinar, []);
      const seen = new Set<PersonId>();
      const write = async (some: readonly PersonId[]) => {
        const fresh = [...new Set(some)].filter((id) => !seen.has(id));
        for (const id of fresh) seen.add(id);
        if (fresh.length > 0) await writePeople(webinarId, sessionId, span, fresh, basis);
      };
      const came = await deps.attendeesOf(sessionId);
      for (let at = 0; at < came.length; at += CHUNK) await write(came.slice(at, at + CHUNK));
      for await (const holders of deps.seatHolders(sessionId, ['held']))
        await write(holders.map(({ personId }) => personId));
      await writeMessages(webinarId, sessionId);
      await webinars.change(webinarId, {});
    },
  };
}
export type OwnRooms = ReturnType<typeof createOwnRooms>;

const NOTHING: AttendeeFacts = {
  name: '',
  email: null,
  phone: null,
  company: null,
  location: null,
  attended: null,
  presence: [],
  minutesMs: null,
  percent: null,
  focus: null,
  interest: null,
  chatCount: null,
  questionCount: null,
  unsubscribed: false,
  registeredAt: null,
  custom: [],
  lines: [],
};
