import {
  ProblemError,
  SessionClosed,
  type AuditAction,
  type SeriesId,
  type series as contract,
  type SeriesRule,
  type SeriesView,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { occurrencesOf, plannedAhead, splitRule, type Occurrence } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import type { AuditLog } from '../audit/index.ts';
import { dueSeries } from './series.cross-tenant.repository.ts';
import type { SeriesRepository, SeriesRow } from './series.repository.ts';
import { assertFits, changed, endOf, invalid, isSame, type SessionWrites } from './session-writes.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { SeatReader, SessionFacts, SessionRow } from './sessions.types.ts';

export interface SeriesServiceDeps {
  readonly repository: SessionsRepository;
  readonly series: SeriesRepository;
  readonly writes: SessionWrites;
  readonly seats: SeatReader;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Tenants whose work waits. */
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly planned: (session: SessionRow) => void;
  readonly announce: (session: SessionRow) => Promise<void>;
}

type NewSeries = z.output<typeof contract.createSeries.body>;
type SeriesChange = z.output<typeof contract.changeSeries.body>;
type SeriesEnding = z.output<typeof contract.endSeries.body>;

/** How often further dates are looked for. */
const FILL_MS = 86_400_000;
/** Series that one round plans; those that fail are tried again in the next. */
const ROUND = 500;
/** How long ago a rule may begin: its dates are counted from there each time. */
const OLDEST_MS = 366 * 86_400_000;
const notToCome = (pointer: string) => invalid(pointer, 'Please choose a time that is still to come.');

/** Masterclasses that repeat (B-04): each date is a session like any other, planned ahead by the rule. */
export function createSeriesService(deps: SeriesServiceDeps) {
  const { repository, series, writes, seats, audit, unitOfWork, clock } = deps;

  const record = (action: AuditAction, { _id: id, facts }: SeriesRow, more: object = {}): Promise<void> =>
    audit.record({ action, target: { type: 'series', id, name: facts.title }, ...more });

  async function existing(seriesId: SeriesId): Promise<SeriesRow> {
    const row = await series.find(seriesId);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  /** @throws ProblemError `conflict` where somebody was quicker, `not-found` */
  async function ended(seriesId: SeriesId, version: number, rule: SeriesRule): Promise<SeriesRow> {
    const row = await series.end(seriesId, version, rule);
    if (row !== null) return row;
    await existing(seriesId);
    throw new ProblemError('conflict');
  }

  /** Plans what is within the horizon and was not planned yet, in the caller's transaction. @returns the new sessions */
  async function fill(tx: Transaction, row: SeriesRow): Promise<SessionRow[]> {
    const { _id: id, rule, facts, durationMinutes } = row;
    const { timeZone } = rule;
    const dates = plannedAhead(rule, clock.now()).filter(({ key }) => key > row.through);
    const sessions: SessionRow[] = [];
    for (const { key: occurrence, startsAt } of dates) {
      const plan = { ...facts, startsAt, durationMinutes, timeZone };
      sessions.push(await writes.insert(newId('ses'), plan, { id, occurrence, isApart: false }));
    }
    const through = dates.at(-1)?.key ?? row.through;
    await series.setPlanned(id, through, hasMore(rule, through) ? new Date(clock.now().getTime() + FILL_MS) : null);
    tx.afterCommit(() => sessions.forEach(deps.planned));
    return sessions;
  }

  /** One that may be changed by its series: it is to come. */
  const isOpen = ({ status, endsAt }: SessionRow): boolean =>
    (status === 'scheduled' || status === 'draft') && endsAt > clock.now();

  /** A date of a series, to begin from. @throws ProblemError `not-found`; `conflict` where it went to another series; `illegal-transition` for what is on or over */
  async function openDate(
    seriesId: SeriesId,
    sessionId: SessionId,
  ): Promise<SessionRow & Required<Pick<SessionRow, 'series'>>> {
    const session = await repository.find(sessionId);
    if (session?.series === undefined) throw new ProblemError('not-found');
    if (session.series.id !== seriesId) throw new ProblemError('conflict');
    if (!isOpen(session)) throw new ProblemError('illegal-transition');
    return { ...session, series: session.series };
  }

  /** Moves one date into another series with what is changed there. @returns null where nobody sees a difference */
  async function carry(
    tx: Transaction,
    session: SessionRow,
    date: Occurrence,
    to: SeriesRow,
    { facts, times, sessionId }: SeriesChange,
  ): Promise<SessionRow | null> {
    const isMeant = session._id === sessionId;
    const isApart = session.series!.isApart && !(isMeant && times !== undefined);
    const label = { id: to._id, occurrence: date.key, isApart };
    await repository.relabel(session._id, label);
    if (!isOpen(session) || (isApart && !isMeant)) return null;
    let after: SessionRow | null = null;
    if (facts !== undefined) after = await writes.edit(tx, session, facts, label);
    const { startsAt } = date;
    const next = {
      startsAt,
      endsAt: endOf({ startsAt, durationMinutes: to.durationMinutes }),
      timeZone: to.rule.timeZone,
    };
    if (times === undefined || isSame(session, next)) return after;
    // Where nobody is registered, nobody has to read that it was another time.
    const { held = 0, waiting = 0 } = (await seats.counts([session._id])).get(session._id) ?? {};
    return writes.move(tx, session, next, held + waiting > 0, label);
  }

  return {
    /** @throws ProblemError `validation-failed` for a rule without a date to come, or a price that does not fit its mode */
    async create({ rule, durationMinutes, ...facts }: NewSeries): Promise<SeriesView> {
      assertFits(facts);
      const at = clock.now();
      if (Date.parse(rule.from) < at.getTime() - OLDEST_MS) throw notToCome('/rule/from');
      return unitOfWork.run(async (tx) => {
        const row = newRow({ rule, durationMinutes, facts }, at);
        await series.insert(row);
        const sessions = await fill(tx, row);
        if (sessions.length === 0) throw notToCome('/rule/from');
        await record('series.planned', row, { after: rule });
        return present(await existing(row._id));
      });
    },

    /** @throws ProblemError `not-found` */
    get: async (seriesId: SeriesId): Promise<SeriesView> => present(await existing(seriesId)),

    /**
     * Changes one date and all that follow: the series ends before it, and a new one begins with it that has the others. All of it
     * happens together. What was changed for itself, is on or is over stays as it is.
     * @throws ProblemError `not-found`, `conflict`, `illegal-transition`, `validation-failed`
     */
    change: (seriesId: SeriesId, change: SeriesChange): Promise<SeriesView> =>
      unitOfWork.run(async (tx) => {
        const before = await existing(seriesId);
        const session = await openDate(seriesId, change.sessionId);
        const { occurrence } = session.series;
        const {
          times = { date: occurrence.slice(0, 10), time: occurrence.slice(11), timeZone: before.rule.timeZone },
        } = change;
        const { earlier, later: rule } = splitRule(before.rule, occurrence, times);
        const durationMinutes = change.times?.durationMinutes ?? before.durationMinutes;
        const facts = changed(before.facts, change.facts ?? {});
        assertFits(facts);
        await ended(seriesId, change.version, earlier ?? over(before.rule, occurrence));
        const next = newRow({ rule, durationMinutes, facts }, clock.now());
        const pairs = paired(before, occurrence, next);
        if (pairs.size > 0 && endOf({ startsAt: pairs.get(occurrence)!.startsAt, durationMinutes }) <= clock.now())
          throw notToCome('/times/date');
        const row = { ...next, through: [...pairs.values()].at(-1)?.key ?? '' };
        await series.insert(row);
        for (const each of await repository.ofSeries(seriesId, occurrence)) {
          const date = pairs.get(each.series!.occurrence);
          if (date === undefined) continue;
          const after = await carry(tx, each, date, row, change);
          if (after !== null) tx.afterCommit(() => deps.announce(after));
        }
        await fill(tx, row);
        const told = (of: SeriesRow) => ({ ...of.facts, ...of.rule, durationMinutes: of.durationMinutes });
        await record('series.changed', row, { before: told(before), after: told(row) });
        return present(await existing(row._id));
      }),

    /**
     * Plans no further dates. With a reason, one date and all that follow which are to come are called off.
     * @throws ProblemError `not-found`, `conflict`, `illegal-transition`
     */
    end: (seriesId: SeriesId, { version, callOff }: SeriesEnding): Promise<SeriesView> =>
      unitOfWork.run(async (tx) => {
        const before = await existing(seriesId);
        const first = callOff === null ? null : await openDate(seriesId, callOff.from);
        const since = first?.series.occurrence ?? null;
        const row = await ended(seriesId, version, over(before.rule, since ?? dayAfter(before.through)));
        const rest = since === null ? [] : await repository.ofSeries(seriesId, since);
        for (const session of rest.filter(isOpen)) {
          const after =
            session.status === 'draft'
              ? await discard(tx, session)
              : await writes.cancel(tx, session._id, callOff!.reason);
          if (after !== null) tx.afterCommit(() => deps.announce(after));
        }
        await record('series.ended', row, callOff === null ? {} : { reason: callOff.reason });
        return present(row);
      }),

    /** Plans what has come within the horizon of all sites. Safe to run in several processes. @returns how many sessions are new */
    async fillDue(): Promise<number> {
      const now = clock.now();
      let planned = 0;
      const failures: unknown[] = [];
      for (const { id, tenantId } of await dueSeries(now, await deps.pausedTenants(), ROUND))
        await runInTenant(tenantId, () =>
          unitOfWork.run(async (tx) => {
            const row = await series.takeDue(id, now, new Date(now.getTime() + FILL_MS));
            return row === null ? 0 : (await fill(tx, row)).length;
          }),
        ).then(
          (count) => (planned += count),
          (error: unknown) => failures.push(error),
        );
      // One that cannot be planned holds up no other.
      if (failures.length > 0) throw new AggregateError(failures, 'Series could not be planned');
      return planned;
    },
  };

  async function discard(tx: Transaction, { _id: sessionId }: SessionRow): Promise<SessionRow | null> {
    const after = await repository.change(sessionId, ['draft'], { status: 'closed' });
    if (after !== null) tx.record(SessionClosed, { sessionId });
    return after;
  }
}
export type SeriesService = ReturnType<typeof createSeriesService>;

const newRow = (
  { rule, durationMinutes, facts }: Pick<SeriesRow, 'rule' | 'durationMinutes'> & { readonly facts: SessionFacts },
  at: Date,
): SeriesRow => ({
  _id: newId('srs'),
  rule,
  facts,
  durationMinutes,
  through: '',
  fillAt: at,
  version: 1,
  createdAt: at,
});

/** Whether a rule has a date after this one. */
function hasMore(rule: SeriesRule, through: string): boolean {
  for (const { key } of occurrencesOf(rule, through === '' ? rule.from : through.slice(0, 10)))
    if (key > through) return true;
  return false;
}

/** What was planned of one series from a date on, and which date it becomes in the next: the first is the first, and so on. */
function paired(before: SeriesRow, since: string, next: SeriesRow): Map<string, Occurrence> {
  const pairs = new Map<string, Occurrence>();
  const later = occurrencesOf(next.rule);
  for (const { key } of occurrencesOf(before.rule, since.slice(0, 10))) {
    if (key < since) continue;
    if (key > before.through) break;
    const { value } = later.next();
    if (!value) break;
    pairs.set(key, value);
  }
  return pairs;
}

const dayBefore = (key: string): string =>
  new Date(Date.parse(`${key.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
const dayAfter = (key: string): string =>
  new Date(Date.parse(`${key.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
/** A rule that ends before a date. */
const over = (rule: SeriesRule, key: string): SeriesRule => ({ ...rule, end: { kind: 'until', date: dayBefore(key) } });

const present = ({ _id: id, version, rule, durationMinutes, fillAt }: SeriesRow): SeriesView => ({
  id,
  version,
  rule,
  durationMinutes,
  isOpen: fillAt !== undefined,
});
