import type { WebinarAttendeeId, WebinarId } from '@stageline/contracts';
import { isSimilarName, nameKeys, type PresenceSpan, type ScoringBasis } from '@stageline/domain';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDeepStrictEqual } from 'node:util';
import { basisMark, settledFields } from './attendee-rows.ts';
import type { AttendeesRepository } from './attendees.repository.ts';
import type { MessagesRepository, SenderSum } from './messages.repository.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import type { AttendeeRow, AttendeeStanding, NamedAttendee, WebinarFileRow, WebinarRow } from './webinars.types.ts';

export interface WebinarSettlerDeps {
  readonly webinars: WebinarsRepository;
  readonly attendees: AttendeesRepository;
  readonly messages: MessagesRepository;
  readonly unitOfWork: UnitOfWork;
  readonly tell: (webinarId: WebinarId) => void;
}

/** Passes that are made when inputs keep changing under them; whoever changed them has asked for another one. */
const MAX_PASSES = 10;
/** Clocks of chats and reports differ by so much. */
const SLACK_MS = 5 * 60_000;
const NOTHING = { messages: 0, questions: 0 } as const;
/** What everybody has said of a webinar in which nobody wrote. */
const NOBODY: ReadonlyMap<WebinarAttendeeId, { messages: number; questions: number }> = new Map();

/** Says what follows from everything that is known of a webinar: whose messages are whose, every score, all counts. */
export function createWebinarSettler(deps: WebinarSettlerDeps) {
  const { webinars, attendees, messages, unitOfWork, tell } = deps;

  /**
   * Whose messages each sender's are: as a member says, by address, or by name and time (K-05).
   * @returns whether anybody wrote
   */
  async function match({ _id: webinarId, matches }: WebinarRow): Promise<boolean> {
    const byHand = new Map(matches.map(({ sender, attendeeId }) => [sender, attendeeId]));
    const senders = await messages.senders(webinarId);
    for (let at = 0; at < senders.length; at += 500) {
      const some = senders.slice(at, at + 500);
      const keys = some.flatMap(({ personId, email }) => [
        ...(email === null ? [] : [`e:${email}`]),
        ...(personId === null ? [] : [`p:${personId}`]),
      ]);
      const byKey = await attendees.byKeys(webinarId, keys);
      const named = await attendees.named(
        webinarId,
        some.flatMap(({ sender }) => nameKeys(sender)),
      );
      for (const sender of some) {
        const decided =
          byHand.get(sender._id) ??
          (sender.personId === null ? undefined : byKey.get(`p:${sender.personId}`)?._id) ??
          (sender.email === null ? undefined : byKey.get(`e:${sender.email}`)?._id) ??
          nameMatch(sender, named);
        const wanted = decided ?? null;
        if (sender.attendeeIds.length !== 1 || sender.attendeeIds[0] !== wanted)
          await messages.assign(webinarId, sender._id, wanted);
      }
    }
    return senders.length > 0;
  }

  async function basisOf(webinar: WebinarRow, files: readonly WebinarFileRow[]): Promise<ScoringBasis> {
    return {
      settings: await webinars.scoring(),
      durationMinutes: webinar.lasted,
      hasChat: webinar.source === 'own' || files.some(({ state, plan }) => state === 'read' && plan?.kind === 'chat'),
    };
  }

  /**
   * One pass over all people; whoever's score still follows from what is known is left alone. Each batch is one transaction: a
   * file that is being read at the same time loses nothing.
   */
  async function scoreAll(
    webinarId: WebinarId,
    files: readonly WebinarFileRow[],
    basis: ScoringBasis,
    hasMessages: boolean,
  ): Promise<number> {
    const readings = readingsOf(files);
    const holds = ({ fileId, reading }: AttendeeStanding['sources'][number]) =>
      fileId === 'own' || readings.get(fileId) === reading;
    const mark = basisMark(basis);
    let attended = 0;
    for await (const standings of attendees.standings(webinarId)) {
      const ofThem = standings.map(({ _id }) => _id);
      const said = hasMessages ? await messages.sums(webinarId, ofThem) : NOBODY;
      const stale = standings.filter(
        (row) =>
          row.basis !== mark || !isDeepStrictEqual(row.said, said.get(row._id) ?? NOTHING) || !row.sources.every(holds),
      );
      const ids = new Set(stale.map(({ _id }) => _id));
      attended += standings.filter((row) => row.attended && !ids.has(row._id)).length;
      if (stale.length > 0) attended += await scoreSome(webinarId, [...ids], holds, basis);
    }
    return attended;
  }

  /** @returns how many of them came */
  function scoreSome(
    webinarId: WebinarId,
    ids: readonly WebinarAttendeeId[],
    holds: (source: AttendeeStanding['sources'][number]) => boolean,
    basis: ScoringBasis,
  ): Promise<number> {
    return unitOfWork.run(async () => {
      const rows = await attendees.byIds(webinarId, ids);
      const said = await messages.sums(webinarId, ids);
      const gone: WebinarAttendeeId[] = [];
      const changed: { _id: WebinarAttendeeId; set: Partial<AttendeeRow> }[] = [];
      let came = 0;
      for (const row of rows) {
        const sources = row.sources.filter(holds);
        if (sources.length === 0) {
          gone.push(row._id);
          continue;
        }
        const fields = settledFields(sources, said.get(row._id) ?? NOTHING, basis);
        if (fields.attended) came += 1;
        const set = Object.fromEntries(
          Object.entries(fields).filter(([name, value]) => !isDeepStrictEqual(value, row[name as keyof AttendeeRow])),
        );
        if (Object.keys(set).length > 0) changed.push({ _id: row._id, set });
      }
      await attendees.update(changed);
      if (gone.length > 0) {
        await attendees.remove(webinarId, gone);
        await messages.release(webinarId, gone);
      }
      return came;
    });
  }

  /**
   * When a webinar began and how long it was: as given, as the last file that was read says, or as people came and left.
   * @param more people who are about to be written
   */
  async function timesOf(
    webinar: WebinarRow,
    files: readonly WebinarFileRow[],
    more: readonly { readonly presence: readonly PresenceSpan[] }[] = [],
  ) {
    const facts = files
      .filter(({ state, plan }) => state === 'read' && plan?.kind === 'attendance')
      .sort((a, b) => b.readAt!.getTime() - a.readAt!.getTime())
      .map(({ inspection }) => inspection.facts);
    const started = facts.find(({ startedAt }) => startedAt !== null)?.startedAt;
    const length = facts.find(({ durationMinutes }) => durationMinutes !== null)?.durationMinutes;
    const given = {
      began: webinar.heldAt ?? (started == null ? null : new Date(started)),
      lasted: webinar.durationMinutes ?? length ?? null,
    };
    // A room of this site knows for itself.
    if (webinar.source === 'own') return { began: webinar.began, lasted: webinar.lasted };
    if (given.began !== null && given.lasted !== null) return given;
    const span = widened(await attendees.span(webinar._id), more);
    if (span === null) return given;
    const minutes = (span.to.getTime() - (given.began ?? span.from).getTime()) / 60_000;
    return {
      began: given.began ?? span.from,
      lasted: given.lasted ?? (minutes > 0 ? Math.round(minutes * 100) / 100 : null),
    };
  }

  return {
    timesOf,
    basisOf,

    /** Settles a webinar until nothing has changed meanwhile; it may be run again and beside itself. */
    async settle(webinarId: WebinarId): Promise<void> {
      for (let pass = 0; pass < MAX_PASSES; pass += 1) {
        const webinar = await webinars.find(webinarId);
        if (webinar === null || webinar.settled >= webinar.revision) break;
        const files = await webinars.filesOf([webinarId]);
        const times = await timesOf(webinar, files);
        await webinars.note(webinarId, times);
        await messages.forgetAllBut(webinarId, readingsOf(files));
        const hasMessages = await match(webinar);
        const attended = await scoreAll(webinarId, files, await basisOf({ ...webinar, ...times }, files), hasMessages);
        const [tiers, said] = await Promise.all([webinars.tiers(webinarId), messages.counts(webinarId)]);
        const people = Object.values(tiers).reduce((sum, count) => sum + count, 0);
        if (await webinars.settle(webinarId, webinar.revision, { people, attended, ...said, tiers })) break;
      }
      tell(webinarId);
    },

    /** Who somebody may be who wrote, the likeliest first. */
    async candidates(webinarId: WebinarId, sender: SenderSum, most: number) {
      const similar = (await attendees.ofFirstWord(webinarId, nameKeys(sender.sender))).filter(({ name }) =>
        isSimilarName(name, sender.sender),
      );
      return similar
        .map((row) => ({ row, wasThere: isThere(row, sender) === true }))
        .sort((a, b) => Number(b.wasThere) - Number(a.wasThere))
        .slice(0, most)
        .map(({ row, wasThere }) => ({
          attendeeId: row._id,
          name: row.name,
          reason: wasThere ? ('present-then' as const) : ('similar-name' as const),
        }));
    },
  };
}
export type WebinarSettler = ReturnType<typeof createWebinarSettler>;

/** From when the first came to when the last left, of those who are known and those who come to them. */
function widened(
  known: { readonly from: Date; readonly to: Date } | null,
  more: readonly { readonly presence: readonly PresenceSpan[] }[],
): { readonly from: Date; readonly to: Date } | null {
  let [from, to] = [known?.from.getTime() ?? Infinity, known?.to.getTime() ?? -Infinity];
  for (const { presence } of more)
    for (const stay of presence) {
      if (stay.kind !== 'live') continue;
      [from, to] = [Math.min(from, stay.from), Math.max(to, stay.to)];
    }
  return from === Infinity ? null : { from: new Date(from), to: new Date(to) };
}

/** Which reading of each file holds. */
const readingsOf = (files: readonly WebinarFileRow[]): Map<string, number> =>
  new Map(
    files.filter(({ state }) => state === 'read' || state === 'reading').map(({ _id, reading }) => [_id, reading]),
  );

/** Exactly one of that name who was there when they wrote, as far as is known. */
function nameMatch(sender: SenderSum, named: readonly NamedAttendee[]): WebinarAttendeeId | undefined {
  const keys = new Set(nameKeys(sender.sender));
  const same = named.filter((row) => row.nameKeys.some((key) => keys.has(key)));
  const there = same.filter((row) => isThere(row, sender) !== false);
  return there.length === 1 ? there[0]!._id : undefined;
}

/** Whether somebody was there while a sender wrote; null where either is not known. */
function isThere({ presence }: NamedAttendee, { first, last }: Pick<SenderSum, 'first' | 'last'>): boolean | null {
  if (presence.length === 0 || first === null || last === null) return null;
  return presence.some(
    ({ joinedAt, leftAt }) =>
      first.getTime() <= leftAt.getTime() + SLACK_MS && last.getTime() >= joinedAt.getTime() - SLACK_MS,
  );
}
