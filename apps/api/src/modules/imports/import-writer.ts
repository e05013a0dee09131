import {
  LeadsImported,
  type ImportFault,
  type ImportId,
  type ImportState,
  type LeadId,
  type PersonId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { LeadImports } from '../leads/index.ts';
import type { Notifier } from '../notifications/index.ts';
import { contactOf, type KnownPerson, type PeopleImports } from '../registrations/index.ts';
import { decideAll, type Decision } from './import-decisions.ts';
import { emailsOf, phonesOf } from './import-rows.ts';
import type { ImportFiles } from './import-files.ts';
import { knownOf } from './import-known.ts';
import { forgetImportLetters } from './import-letters.ts';
import { notifyOfEnd } from './import-notices.ts';
import type { ImportsRepository } from './imports.repository.ts';
import type { ChunkEntry, ImportRow, StoredPlan } from './imports.types.ts';

export interface ImportWriterDeps {
  readonly repository: ImportsRepository;
  readonly files: ImportFiles;
  readonly people: PeopleImports;
  readonly leads: LeadImports;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly notifier: Pick<Notifier, 'notify'>;
  readonly clock: Clock;
  readonly tell: (importId: ImportId) => void;
  /** Tells whoever looks at leads that there are others. */
  readonly tellLeads: () => void;
}

/** In these states a chunk may be written. */
const WRITTEN_IN: readonly ImportState[] = ['running', 'failed'];

/** Writes the chunks of an import, each in one transaction with its entry in the ledger: once, however often it runs. */
export function createImportWriter(deps: ImportWriterDeps) {
  const { repository, files, people, leads, unitOfWork, audit, notifier, clock, tell, tellLeads } = deps;

  async function writeChunk(found: ImportRow, chunk: number): Promise<void> {
    const rows = await files.chunk(found._id, chunk);
    const plan = found.plan!;
    const automationIds = (found.automations ?? []).map(({ id }) => id);
    // About: chunks are written beside each other, and it only says whose turn comes first.
    const before = automationIds.length === 0 ? 0 : (await repository.written([found._id])).get(found._id)!.created;
    await unitOfWork.run(async (tx) => {
      const known = await knownOf(people, rows, plan.key);
      const at = clock.now();
      const decisions = decideAll(rows, plan, known, at);
      // The ledger first: of two runs of one chunk, one ends here and leaves nothing.
      await repository.addChunk(entryOf(found._id, chunk, decisions));
      const leadIds = await writeNew(found, plan, decisions, at);
      if (automationIds.length > 0 && leadIds.length > 0) {
        const { pipelineId, stage } = plan;
        tx.record(LeadsImported, { importId: found._id, automationIds, pipelineId, stage, leadIds, before });
      }
      await writeChanged(decisions);
    });
  }

  async function writeNew(
    { by }: ImportRow,
    plan: StoredPlan,
    decisions: readonly Decision[],
    at: Date,
  ): Promise<LeadId[]> {
    const created = decisions.flatMap((decision) => (decision.kind === 'created' ? [decision.values] : []));
    if (created.length === 0) return [];
    const persons = created.map((values): KnownPerson => ({
      _id: newId('per'),
      firstName: values.firstName,
      lastName: values.lastName ?? '',
      company: values.company,
      externalId: values.externalId,
      emails: emailsOf(values).map((address) => ({ address, verifiedAt: null, addedAt: at })),
      phones: phonesOf(values),
    }));
    const rows = persons.map((person) => ({
      _id: newId('led') satisfies LeadId,
      personId: person._id satisfies PersonId,
      person: contactOf(person),
    }));
    const { membershipId: actorId, name: actorName } = by;
    const { pipelineId, stage, outcome, assignee } = plan;
    const entry = { pipelineId, stage, at, cause: 'import', actorId, actorName, reason: null } as const;
    await people.insert(persons, at);
    await leads.insert(rows, { entry, outcome, assignee: assignee && { ...assignee, at } });
    return rows.map(({ _id }) => _id);
  }

  async function writeChanged(decisions: readonly Decision[]): Promise<void> {
    // Two rows may be about one person: the later one knows what the earlier one has changed.
    const changes = new Map<PersonId, KnownPerson>();
    for (const decision of decisions) if (decision.kind === 'changed') changes.set(decision.after._id, decision.after);
    const changed = [...changes.values()];
    if (changed.length === 0) return;
    await people.update(changed);
    await leads.update(changed.map((person) => ({ personId: person._id, person: contactOf(person) })));
  }

  /**
   * The end of an import: once every chunk is in the ledger, or the job of every other one has failed for good. Both are
   * read after the caller has written its own, so that of two that end at once one sees everything.
   * @param isStuck what is missing will not come: nothing has been put in the queue for it
   */
  async function finish(importId: ImportId, isStuck: boolean): Promise<void> {
    const [found, chunks] = await Promise.all([repository.find(importId), repository.countChunks(importId)]);
    if (found === null || !WRITTEN_IN.includes(found.state)) return;
    const isDone = chunks >= found.chunks;
    const isOver = isDone || isStuck || chunks + (found.deadChunks ?? []).length >= found.chunks;
    if (!isOver) return;
    const { chunks: _, ...counts } = (await repository.written([importId])).get(importId)!;
    await unitOfWork.run(async () => {
      const moved = isDone
        ? await repository.change(importId, WRITTEN_IN, { state: 'done', deadChunks: [] })
        : await repository.change(importId, ['running'], { state: 'failed' });
      if (moved === null) return;
      if (isDone) await forgetImportLetters({ importId });
      await audit.record({
        action: isDone ? 'leads.imported' : 'leads.import-failed',
        target: { type: 'import', id: importId, name: found.filename },
        after: counts,
      });
      const state = isDone ? 'done' : 'failed';
      await notifyOfEnd(notifier, found, { state, written: counts.rows, wrong: counts.wrong }, clock.now());
    });
    tellLeads();
  }

  async function settle(importId: ImportId, isStuck = false): Promise<void> {
    await finish(importId, isStuck);
    tell(importId);
  }

  return {
    /**
     * Writes one chunk unless it is written, and ends the import with the last. What was cancelled is left; an import that
     * has failed goes on, because its dead letter may be replayed.
     */
    async write(importId: ImportId, chunk: number): Promise<void> {
      const [found, isWritten] = await Promise.all([repository.find(importId), repository.hasChunk(importId, chunk)]);
      if (found === null || !WRITTEN_IN.includes(found.state) || chunk >= found.chunks) return;
      if (!isWritten) await writeChunk(found, chunk);
      if (found.deadChunks?.includes(chunk)) await repository.removeDead(importId, chunk);
      await settle(importId);
    },

    /** A chunk whose job has failed for good: the import ends as failed once nothing else is under way. */
    async giveUp(importId: ImportId, chunk: number): Promise<void> {
      if (await repository.hasChunk(importId, chunk)) await forgetImportLetters({ importId, chunk });
      else await repository.addDead(importId, chunk);
      await settle(importId);
    },

    /**
     * An import whose work could not be put in the queue, or not all of it: it ends as failed, and chunks that are under way
     * are written nevertheless.
     */
    giveUpAll: (importId: ImportId) => settle(importId, true),

    /** Ends an import of which nothing is left to write. */
    settle: (importId: ImportId) => settle(importId),
  };
}
export type ImportWriter = ReturnType<typeof createImportWriter>;

function entryOf(importId: ImportId, chunk: number, decisions: readonly Decision[]): ChunkEntry {
  const counts = { created: 0, changed: 0, unchanged: 0, wrong: 0 };
  const faults: { row: number; fault: ImportFault; firstLine?: number }[] = [];
  let outcomes = '';
  decisions.forEach((decision, row) => {
    counts[decision.kind] += 1;
    outcomes += LETTERS[decision.kind];
    if (decision.kind !== 'wrong') return;
    const { fault, firstLine } = decision;
    faults.push({ row, fault, ...(firstLine === undefined ? {} : { firstLine }) });
  });
  return { importId, chunk, ...counts, outcomes, faults };
}

/** How an entry of the ledger writes what became of a row. */
export const LETTERS = { created: 'n', changed: 'c', unchanged: 'u', wrong: 'w' } as const satisfies Record<
  Decision['kind'],
  string
>;
