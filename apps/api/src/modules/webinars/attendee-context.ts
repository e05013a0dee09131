import type {
  EngagementTier,
  PersonId,
  WebinarAttendeeId,
  WebinarAttendeeSummary,
  WebinarId,
} from '@stageline/contracts';
import type { leadsOfPeople, MentionedLead } from '../leads/index.ts';
import type { boughtBy } from '../orders/index.ts';
import type { AttendeesRepository, ListedAttendee, RankBound } from './attendees.repository.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import { withoutAddresses } from './webinars.visibility.ts';
import type { ShownAttendee, ShownMessage, WebinarRow } from './webinars.types.ts';

/** What a site knows of people besides their webinar. */
export interface KnownPeople {
  readonly leadsOfPeople: typeof leadsOfPeople;
  readonly boughtBy: typeof boughtBy;
  /** Which of these addresses want no marketing mail of this site, in their order. */
  readonly unsubscribed: (
    people: readonly { readonly address: string; readonly personId: PersonId | null }[],
  ) => Promise<boolean[]>;
}

/** One attendee with everything that is known of them. */
export interface AttendeeContext {
  readonly attendee: ShownAttendee;
  readonly lead: MentionedLead | null;
  /** In the order of time, at most 200. */
  readonly said: readonly ShownMessage[];
  readonly known: { readonly linePosition: number | null; readonly bought: string[]; readonly unsubscribed: boolean };
}

export interface AttendeePageRequest {
  readonly tiers?: readonly EngagementTier[] | undefined;
  readonly ids?: readonly WebinarAttendeeId[] | undefined;
  /** The `next` of the page before; null for the first. */
  readonly after: RankBound | null;
  /** At most 500. */
  readonly limit: number;
}

export interface AttendeeReaderDeps extends KnownPeople {
  readonly webinars: Pick<WebinarsRepository, 'find'>;
  readonly attendees: Pick<AttendeesRepository, 'whole' | 'find'>;
  readonly messages: Pick<MessagesRepository, 'said'>;
}

/** Reads webinars and their people for other modules, in the current tenant. */
export function createAttendeeReader(deps: AttendeeReaderDeps) {
  async function contextsOf(webinarId: WebinarId, rows: readonly ShownAttendee[]): Promise<AttendeeContext[]> {
    const personIds = rows.flatMap(({ personId }) => personId ?? []);
    const reachable = rows.filter(({ email }) => email !== null);
    const [said, leads, bought, stopped] = await Promise.all([
      deps.messages.said(
        webinarId,
        rows.map(({ _id }) => _id),
      ),
      deps.leadsOfPeople(personIds),
      deps.boughtBy(personIds),
      deps.unsubscribed(reachable.map(({ email, personId }) => ({ address: email!, personId }))),
    ]);
    const silent = new Set(reachable.filter((_, at) => stopped[at]).map(({ _id }) => _id));
    return rows.map((attendee) => {
      const lead = (attendee.personId !== null && leads.get(attendee.personId)) || null;
      return {
        attendee,
        lead,
        said: said.get(attendee._id) ?? [],
        known: {
          linePosition: lead?.linePosition ?? null,
          bought: bought.flatMap(({ personId, title }) => (personId === attendee.personId ? [title] : [])),
          unsubscribed: attendee.unsubscribed || silent.has(attendee._id),
        },
      };
    });
  }

  return {
    /** What is known of a webinar; null for an unknown one. */
    webinarFacts: (webinarId: WebinarId): Promise<WebinarRow | null> => deps.webinars.find(webinarId),

    /** The next attendees by score with what they said and what is known of them; memory is bounded by the page. */
    async attendeePage(webinarId: WebinarId, { after, limit, ...choice }: AttendeePageRequest) {
      const rows = await deps.attendees.whole(webinarId, choice, after, limit);
      const last = rows.length < limit ? undefined : rows.at(-1);
      const next: RankBound | null = last === undefined ? null : { rank: last.rank, id: last._id };
      return { items: await contextsOf(webinarId, rows), next };
    },

    /** One of them; null for an unknown one. */
    async attendeeContext(webinarId: WebinarId, attendeeId: WebinarAttendeeId): Promise<AttendeeContext | null> {
      const row = await deps.attendees.find(webinarId, attendeeId);
      return row === null ? null : (await contextsOf(webinarId, [row]))[0]!;
    },
  };
}
export type AttendeeReader = ReturnType<typeof createAttendeeReader>;

/** An attendee as lists show them. @param withContacts whether the reader may see contact data (`seesContacts`) */
export const presentAttendee = (
  row: ListedAttendee,
  lead: MentionedLead | null,
  withContacts: boolean,
): WebinarAttendeeSummary => ({
  id: row._id,
  name: withContacts ? row.name : withoutAddresses(row.name),
  email: withContacts ? row.email : null,
  attended: row.attended,
  score: row.score,
  tier: row.tier,
  confidence: row.confidence,
  minutes: row.minutes,
  messages: row.messages,
  questions: row.questions,
  lead: lead && { id: lead._id, stage: lead.stage },
});
