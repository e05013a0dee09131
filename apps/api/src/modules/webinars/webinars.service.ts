import {
  ProblemError,
  WebinarAsked,
  WebinarFilesRemoved,
  type ScoringProposal,
  type ScoringSettings,
  type SessionId,
  type WebinarAttendeeId,
  type WebinarAttendeeView,
  type WebinarDashboard,
  type WebinarDetails,
  type WebinarId,
  type WebinarView,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { foldName } from '@stageline/domain';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { presentAttendee, type AttendeeReader, type KnownPeople } from './attendee-context.ts';
import type { AttendeesRepository, ListedAttendee, RankBound } from './attendees.repository.ts';
import { dashboardOf } from './dashboard.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { OwnRooms } from './own-rooms.ts';
import type { WebinarSettler } from './webinar-settler.ts';
import { presentMessage, presentSummary, presentWebinar } from './webinars.presenter.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import { holdsContact, withoutAddresses, type Sight } from './webinars.visibility.ts';
import { NO_COUNTS } from './attendee-rows.ts';
import type { By, WebinarMails, WebinarRow } from './webinars.types.ts';

export interface WebinarsServiceDeps extends Pick<KnownPeople, 'leadsOfPeople'> {
  readonly webinars: WebinarsRepository;
  readonly attendees: AttendeesRepository;
  readonly messages: MessagesRepository;
  readonly settler: WebinarSettler;
  readonly reader: AttendeeReader;
  readonly ownRooms: Pick<OwnRooms, 'open' | 'ask'>;
  readonly proposal: () => Promise<ScoringProposal>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
  readonly byOf: (actor: Pick<MemberActor, 'membershipId'>) => Promise<By>;
  readonly tell: (webinarId: WebinarId) => void;
  /** What other modules keep of a webinar goes with it, in the same transaction. */
  readonly mails: () => Pick<WebinarMails, 'stopOf'>;
}

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}
/** What of a webinar may be changed; what is not named stays. */
type WebinarChange = { readonly [Name in keyof WebinarDetails]?: WebinarDetails[Name] | undefined };
/** Unmatched senders that are shown, and candidates of each. */
const SHOWN_SENDERS = 100;
const SHOWN_CANDIDATES = 5;
const MAX_SAMPLE = 140;

const targetOf = ({ _id, title }: Pick<WebinarRow, '_id' | 'title'>) => ({ type: 'webinar', id: _id, name: title });
const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));

/** Webinars whose people are known, of the current tenant. */
export function createWebinarsService(deps: WebinarsServiceDeps) {
  const { webinars, attendees, messages, settler, reader, ownRooms, mails, unitOfWork, audit, clock, byOf, tell } =
    deps;

  async function find(webinarId: WebinarId): Promise<WebinarRow> {
    const row = await webinars.find(webinarId);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }
  async function withLeads(rows: readonly ListedAttendee[], withContacts: boolean) {
    const leads = await deps.leadsOfPeople(rows.flatMap(({ personId }) => personId ?? []));
    return rows.map((row) =>
      presentAttendee(row, (row.personId !== null && leads.get(row.personId)) || null, withContacts),
    );
  }

  return {
    async list({ cursor, limit }: Page) {
      const rows = await webinars.latest(cursor === undefined ? null : timeBoundOf(cursor), limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const ids = page.map(({ _id }) => _id);
      // As in `get`: what is read after its files is never ready too early.
      const all = await webinars.filesOf(ids);
      const shown = await webinars.byIds(ids);
      return {
        items: shown.map((row) =>
          presentSummary(
            row,
            all.filter(({ webinarId }) => webinarId === row._id),
          ),
        ),
        nextCursor: rows.length > limit ? `${last!.createdAt.getTime()}~${last!._id}` : null,
      };
    },

    async create(actor: MemberActor, { heldAt, ...details }: WebinarDetails): Promise<WebinarView> {
      const row: WebinarRow = {
        _id: newId('wbn'),
        source: 'import',
        sessionId: null,
        ...details,
        heldAt: dateOf(heldAt),
        began: dateOf(heldAt),
        lasted: details.durationMinutes,
        counts: NO_COUNTS,
        matches: [],
        revision: 0,
        settled: 0,
        createdAt: clock.now(),
        by: await byOf(actor),
      };
      await unitOfWork.run(async () => {
        await webinars.insert(row);
        await audit.record({ action: 'webinar.created', target: targetOf(row) });
      });
      tell(row._id);
      return presentWebinar(row, [], true);
    },

    /**
     * The webinar that a masterclass of this site was; it is read when it is asked for the first time.
     * @throws ProblemError `not-found`, `illegal-transition` for one that has not ended
     */
    async ofSession(actor: MemberActor, sessionId: SessionId): Promise<WebinarView> {
      const row = await ownRooms.open(sessionId, await byOf(actor));
      if (row.settled === 0) await ownRooms.ask(row);
      // A room of this site has no files.
      return presentWebinar(row, [], true);
    },

    proposal: () => deps.proposal(),

    /** @throws ProblemError `not-found` */
    async get(webinarId: WebinarId, { cells }: Pick<Sight, 'cells'> = { cells: false }): Promise<WebinarView> {
      // Files first: one that was read in between makes its webinar one that is scored, and never one that is ready too early.
      const all = await webinars.filesOf([webinarId]);
      return presentWebinar(await find(webinarId), all, cells);
    },

    /** @throws ProblemError `not-found` */
    async change(webinarId: WebinarId, { heldAt, ...details }: WebinarChange): Promise<WebinarView> {
      await find(webinarId);
      const named = Object.entries(details).filter(([, value]) => value !== undefined);
      const set = { ...Object.fromEntries(named), ...(heldAt !== undefined && { heldAt: dateOf(heldAt) }) };
      const changed = await unitOfWork.run(async (tx) => {
        const row = await webinars.change(webinarId, set);
        if (row === null) throw new ProblemError('not-found');
        tx.record(WebinarAsked, { webinarId, fileId: null });
        await audit.record({ action: 'webinar.changed', target: targetOf(row) });
        return row;
      });
      tell(webinarId);
      return presentWebinar(changed, await webinars.filesOf([webinarId]), true);
    },

    /** @throws ProblemError `not-found` */
    async remove(webinarId: WebinarId): Promise<void> {
      const row = await find(webinarId);
      await unitOfWork.run(async (tx) => {
        await webinars.remove(webinarId);
        await mails().stopOf(webinarId);
        // Its people and messages may be more than one transaction can hold: they go with its files.
        tx.record(WebinarFilesRemoved, { webinarId, fileId: null });
        await audit.record({ action: 'webinar.removed', target: targetOf(row) });
      });
      tell(webinarId);
    },

    /** @throws ProblemError `not-found` */
    async attendees(
      webinarId: WebinarId,
      query: Page & Partial<Record<'tier' | 'search', string | undefined>>,
      { contacts: withContacts }: Sight,
    ) {
      const { cursor, limit, tier, search } = query;
      await find(webinarId);
      const after = cursor === undefined ? null : rankBoundOf(cursor);
      const tiers = tier === undefined ? undefined : [tier as never];
      const choice = { tiers, search: search && foldName(search), withContacts };
      const rows = await attendees.page(webinarId, choice, after, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await withLeads(shown, withContacts),
        nextCursor: rows.length > limit ? `${last!.rank}~${last!._id}` : null,
      };
    },

    /** @throws ProblemError `not-found` */
    async attendee(
      webinarId: WebinarId,
      attendeeId: WebinarAttendeeId,
      { contacts }: Sight,
    ): Promise<WebinarAttendeeView> {
      const found = await reader.attendeeContext(webinarId, attendeeId);
      if (found === null) throw new ProblemError('not-found');
      const { attendee, lead, said, known } = found;
      return {
        ...presentAttendee(attendee, lead, contacts),
        personId: attendee.personId,
        breakdown: [...attendee.parts],
        presence: attendee.presence.map(({ joinedAt, leftAt, kind }) => ({
          joinedAt: joinedAt.toISOString(),
          leftAt: leftAt.toISOString(),
          kind,
        })),
        said: said.map((each) => presentMessage(each, contacts)),
        custom: attendee.custom.filter((each) => contacts || !holdsContact(each)).map((each) => ({ ...each })),
        lines: [...attendee.lines],
        known,
      };
    },

    /** @throws ProblemError `not-found` */
    async dashboard(webinarId: WebinarId, { contacts }: Sight): Promise<WebinarDashboard> {
      const webinar = await find(webinarId);
      return dashboardOf(webinar, { attendees, messages, webinars, withLeads }, contacts);
    },

    /** @throws ProblemError `not-found` */
    async unmatched(webinarId: WebinarId, { contacts }: Sight) {
      await find(webinarId);
      const shown = (text: string) => (contacts ? text : withoutAddresses(text));
      const senders = (await messages.senders(webinarId)).filter(({ attendeeIds }) => attendeeIds.includes(null));
      const items = [];
      for (const sender of senders.slice(0, SHOWN_SENDERS))
        items.push({
          sender: shown(sender.sender),
          messages: sender.messages,
          sample: shown(sender.sample).slice(0, MAX_SAMPLE),
          candidates: (await settler.candidates(webinarId, sender, SHOWN_CANDIDATES)).map(({ name, ...each }) => ({
            ...each,
            name: shown(name),
          })),
        });
      return { items };
    },

    /** Says whose messages a sender's are; null takes it back. @throws ProblemError `not-found` */
    async match(webinarId: WebinarId, sender: string, attendeeId: WebinarAttendeeId | null) {
      const webinar = await find(webinarId);
      const senders = await messages.senderKeys(webinarId, sender);
      if (senders.length === 0) throw new ProblemError('not-found');
      if (attendeeId !== null && (await attendees.find(webinarId, attendeeId)) === null)
        throw new ProblemError('not-found');
      const matches = [
        ...webinar.matches.filter((each) => !senders.includes(each.sender)),
        ...(attendeeId === null ? [] : senders.map((each) => ({ sender: each, attendeeId }))),
      ];
      let moved = 0;
      await unitOfWork.run(async (tx) => {
        moved = 0;
        for (const each of senders) moved += await messages.assign(webinarId, each, attendeeId);
        await webinars.change(webinarId, { matches });
        tx.record(WebinarAsked, { webinarId, fileId: null });
        await audit.record({ action: 'webinar.sender-matched', target: { ...targetOf(webinar), name: sender } });
      });
      tell(webinarId);
      return { moved };
    },

    scoring: () => webinars.scoring(),

    /** Every score is computed anew. */
    async setScoring(settings: ScoringSettings): Promise<ScoringSettings> {
      await unitOfWork.run(async (tx) => {
        await webinars.setScoring(settings);
        await webinars.reviseAll();
        for (const webinarId of await webinars.ids()) tx.record(WebinarAsked, { webinarId, fileId: null });
        await audit.record({ action: 'webinar.scoring-changed', after: settings });
      });
      return settings;
    },
  };
}
export type WebinarsService = ReturnType<typeof createWebinarsService>;

const refused = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });
/** @throws ProblemError `validation-failed` */
function timeBoundOf(cursor: string) {
  const [at, id] = cursor.split('~');
  if (id === undefined || !/^\d{1,15}$/.test(at!)) throw refused();
  return { at: new Date(Number(at)), id };
}
/** @throws ProblemError `validation-failed` */
function rankBoundOf(cursor: string): RankBound {
  const [rank, id] = cursor.split('~');
  if (id === undefined || !/^-?\d{1,3}$/.test(rank!)) throw refused();
  return { rank: Number(rank), id };
}
