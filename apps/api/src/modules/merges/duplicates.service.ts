import { merges, ProblemError, type DuplicateId, type DuplicateView, type LeadId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { AuditLog } from '../audit/index.ts';
import {
  comparableLeads,
  likeness,
  presentLead,
  seesContacts,
  visibleLeads,
  type ComparableLead,
  type LeadScope,
  type MemberDirectory,
} from '../leads/index.ts';
import { cursorAfter, parseCursor } from './duplicates.cursor.ts';
import { duplicates, type DuplicateCursor, type DuplicateRow, type Suspicion } from './duplicates.repository.ts';

export interface DuplicatesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly members: Pick<MemberDirectory, 'find' | 'ledBy'>;
  readonly hints: Hints;
}

/** Leads that are compared at once: one read for what they share, one for who that is. */
const CHUNK = 200;
/** Leads that may share a number or a name before that stops to say anything. */
const MOST_ALIKE = 25;
/** Pairs of one read. */
const PAGE = 100;

/** A pair of which the reader sees both. */
interface SeenPair {
  readonly row: DuplicateRow;
  readonly view: DuplicateView;
}

/** Leads that may be the same person: found by what they share, never by comparing all with all (F-04). */
export function createDuplicates({ unitOfWork, clock, audit, members, hints }: DuplicatesDeps) {
  /** Pairs of a state that the reader sees, the most likely first; what one of them has lost since is closed on the way. */
  async function* seenPairs(actor: MemberActor, scope: LeadScope, state: 'open' | 'dismissed', from?: DuplicateCursor) {
    let after = from;
    for (let read = 0; read < merges.MAX_DUPLICATES;) {
      const rows = await duplicates.page(state, after, PAGE);
      const seen = await seenOf(actor, scope, rows);
      for (const row of rows) {
        const view = seen.get(row._id);
        if (view !== undefined) yield { row, view } satisfies SeenPair;
      }
      read += rows.length;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = { score: last.score, id: last._id };
    }
  }

  async function seenOf(actor: MemberActor, scope: LeadScope, rows: readonly DuplicateRow[]) {
    const leads = await comparableLeads.seen(scope, [...new Set(rows.flatMap(({ leadIds }) => leadIds))]);
    const withContacts = seesContacts(actor);
    const views = new Map<DuplicateId, DuplicateView>();
    for (const { _id, leadIds, reasons, foundAt, dismissed } of rows) {
      const [first, second] = leadIds.map((id) => leads.get(id));
      if (first === undefined || second === undefined) continue;
      views.set(_id, {
        id: _id,
        reasons: [...reasons],
        leads: [presentLead(first, withContacts), presentLead(second, withContacts)],
        foundAt: foundAt.toISOString(),
        dismissed: dismissed === null ? null : { at: dismissed.at.toISOString(), name: dismissed.name },
      });
    }
    // Whoever sees all leads sees that one is not there: it was taken out while it was compared.
    if (scope.kind === 'all') await duplicates.close(rows.flatMap(({ _id }) => (views.has(_id) ? [] : [_id])));
    return views;
  }

  /** Compares some leads with those that share something with them. */
  async function compare(leads: readonly ComparableLead[]): Promise<void> {
    const keys = [...new Set(leads.flatMap(({ duplicateKeys }) => duplicateKeys))];
    const groups = keys.length === 0 ? [] : await comparableLeads.sharing(keys, MOST_ALIKE);
    const others = await comparableLeads.find([...new Set(groups.flat())]);
    const byId = new Map(others.map((lead) => [lead._id, lead]));
    const asked = new Set(leads.map(({ _id }) => _id));
    const found = new Map<string, Suspicion>();
    for (const group of groups) for (const pair of pairsOf(group, asked)) consider(pair, byId, found);
    const suspicions = [...found.values()];
    await unitOfWork.run(async (tx) => {
      const isNew = await duplicates.suspect(suspicions, clock.now());
      await duplicates.forgetOthers([...asked], suspicions);
      await comparableLeads.setChecked(leads);
      // Whoever has the leads open sees how many pairs there are; a hint for each would say no more.
      if (isNew) tx.afterCommit(() => hints.send([appRooms.owners(currentTenantId())], 'lead', leads[0]!._id));
    });
  }

  async function setDismissed(actor: MemberActor, id: DuplicateId, isDismissed: boolean): Promise<DuplicateView> {
    const scope = await visibleLeads(actor, members);
    const find = async () => {
      const row = await duplicates.find(id);
      const view = row === null || row.state === 'gone' ? undefined : (await seenOf(actor, scope, [row])).get(id);
      if (view === undefined) throw new ProblemError('not-found');
      return view;
    };
    const { membershipId } = actor;
    const name = (await members.find(membershipId))?.name ?? null;
    return unitOfWork.run(async () => {
      const { leads } = await find();
      const changed = await duplicates.dismiss(id, isDismissed ? { at: clock.now(), membershipId, name } : null);
      if (changed !== null) {
        const names = leads.map(({ person }) => `${person.firstName} ${person.lastName}`.trim());
        await audit.record({
          action: isDismissed ? 'duplicate.dismissed' : 'duplicate.restored',
          target: { type: 'lead', id: leads[0].id, name: names.join(' / ') },
          after: { leads: leads.map((lead) => lead.id) },
        });
      }
      return find();
    });
  }

  return {
    /** @throws ProblemError `validation-failed` for a foreign cursor */
    async list(
      actor: MemberActor,
      query: { readonly state: 'open' | 'dismissed'; readonly cursor?: string | undefined; readonly limit: number },
    ) {
      const scope = await visibleLeads(actor, members);
      const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
      const pairs: SeenPair[] = [];
      for await (const pair of seenPairs(actor, scope, query.state, after)) {
        pairs.push(pair);
        if (pairs.length > query.limit) break;
      }
      const page = pairs.slice(0, query.limit);
      const last = page.at(-1)?.row;
      return {
        items: page.map(({ view }) => view),
        nextCursor: pairs.length > page.length && last !== undefined ? cursorAfter(last) : null,
      };
    },

    /** How many open ones the reader sees; whoever sees all leads is answered by the index alone. */
    async count(actor: MemberActor): Promise<{ count: number; isMore: boolean }> {
      const scope = await visibleLeads(actor, members);
      let count = 0;
      if (scope.kind === 'all') count = await duplicates.countOpen(merges.MAX_DUPLICATES + 1);
      else for await (const _ of seenPairs(actor, scope, 'open')) count += 1;
      return { count: Math.min(count, merges.MAX_DUPLICATES), isMore: count > merges.MAX_DUPLICATES };
    },

    /** Says that a pair is two people; what is so already is no change. @throws ProblemError `not-found` */
    dismiss: (actor: MemberActor, id: DuplicateId) => setDismissed(actor, id, true),
    /** Takes that back. @throws ProblemError `not-found` */
    restore: (actor: MemberActor, id: DuplicateId) => setDismissed(actor, id, false),

    /** Compares the current tenant's leads that are new or have changed; safe to repeat and to run in several processes. */
    async check(): Promise<void> {
      for (;;) {
        const leads = await comparableLeads.unchecked(CHUNK);
        if (leads.length > 0) await compare(leads);
        if (leads.length < CHUNK) return;
      }
    },
  };
}
export type Duplicates = ReturnType<typeof createDuplicates>;

function* pairsOf(group: readonly LeadId[], asked: ReadonlySet<LeadId>): Generator<readonly [LeadId, LeadId]> {
  const ids = group.toSorted();
  for (const [at, first] of ids.entries())
    for (const second of ids.slice(at + 1)) if (asked.has(first) || asked.has(second)) yield [first, second];
}

function consider(
  leadIds: readonly [LeadId, LeadId],
  leads: ReadonlyMap<LeadId, ComparableLead>,
  found: Map<string, Suspicion>,
): void {
  const key = leadIds.join(' ');
  const [first, second] = leadIds.map((id) => leads.get(id));
  if (found.has(key) || first === undefined || second === undefined) return;
  const reasons = likeness(first.person, second.person);
  if (reasons.length > 0) found.set(key, { leadIds, reasons });
}
