import { imports, type ImportCounts, type ImportId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { Notifier } from '../notifications/index.ts';
import type { PeopleImports } from '../registrations/index.ts';
import { decideAll } from './import-decisions.ts';
import type { ImportFiles } from './import-files.ts';
import { knownOf } from './import-known.ts';
import { createRowReader } from './import-rows.ts';
import { notifyOfEnd } from './import-notices.ts';
import type { ImportsRepository } from './imports.repository.ts';
import type { FaultyRow, FileRow } from './imports.types.ts';

export interface ImportCheckerDeps {
  readonly repository: ImportsRepository;
  readonly files: ImportFiles;
  readonly people: PeopleImports;
  readonly clock: Clock;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly notifier: Pick<Notifier, 'notify'>;
  /** Tells whoever watches that an import has come further. */
  readonly tell: (importId: ImportId) => void;
}

/** Faults that are shown; all of them are in the result. */
const SHOWN_FAULTS = 50;
/** Chunks between two notes of how far it is; there, an import that was cancelled is noticed. */
const NOTE_EVERY = 10;

/**
 * The dry run: reads a file through in bounded memory, cuts it into chunks of 500 rows and counts what an import would do.
 * It writes no lead and may be repeated, also where it had failed: its dead letter may be replayed.
 */
export function createImportChecker(deps: ImportCheckerDeps) {
  const { repository, files, people, clock, unitOfWork, audit, notifier, tell } = deps;

  async function check(importId: ImportId): Promise<void> {
    const found = await repository.change(importId, ['checking', 'check-failed'], { state: 'checking' });
    if (found === null || found.plan === null) return;
    const { plan, encoding, delimiter } = found;
    const toRow = createRowReader(plan);
    const counts = { rows: 0, created: 0, changed: 0, unchanged: 0, wrong: 0 };
    const gains = { emails: 0, phones: 0 };
    const faults: FaultyRow[] = [];
    let waiting: FileRow[] = [];
    let chunks = 0;
    const note = async (more: object) =>
      (await repository.change(importId, ['checking'], {
        check: { ...counts } satisfies ImportCounts,
        gains,
        ...more,
      })) !== null;

    async function flush(): Promise<boolean> {
      const rows = waiting;
      waiting = [];
      if (rows.length === 0) return true;
      const known = await knownOf(people, rows, plan!.key);
      for (const [at, decision] of decideAll(rows, plan!, known, clock.now()).entries()) {
        counts.rows += 1;
        counts[decision.kind] += 1;
        if (decision.kind === 'changed') {
          gains.emails += decision.after.emails.length - decision.before.emails.length;
          gains.phones += decision.after.phones.length - decision.before.phones.length;
        }
        if (decision.kind === 'wrong' && faults.length < SHOWN_FAULTS) {
          const { fault, firstLine } = decision;
          faults.push({ line: rows[at]!.line, fault, ...(firstLine === undefined ? {} : { firstLine }) });
        }
      }
      await files.putChunk(importId, chunks, rows);
      chunks += 1;
      if (chunks % NOTE_EVERY !== 0) return true;
      tell(importId);
      return note({});
    }

    reading: for await (const piece of files.rows(importId, { encoding, delimiter })) {
      for (const row of piece) {
        const isTooMany = counts.rows + waiting.length >= imports.MAX_IMPORT_ROWS;
        waiting.push(isTooMany ? { line: row.line, fault: 'too-many-rows' } : toRow(row));
        if (waiting.length === imports.IMPORT_CHUNK_ROWS && !(await flush())) return;
        if (isTooMany) break reading;
      }
    }
    if (!(await flush())) return;
    await note({ faults, chunks, state: 'checked' });
    tell(importId);
  }

  return {
    check,

    /** A check whose job has failed for good, or the delivery that was to begin it. */
    async giveUp(importId: ImportId): Promise<void> {
      await unitOfWork.run(async () => {
        const moved = await repository.change(importId, ['checking'], { state: 'check-failed' });
        if (moved === null) return;
        const target = { type: 'import', id: importId, name: moved.filename } as const;
        await audit.record({ action: 'leads.import-failed', target });
        await notifyOfEnd(notifier, moved, { state: 'check-failed' }, clock.now());
      });
      tell(importId);
    },
  };
}
export type ImportChecker = ReturnType<typeof createImportChecker>;
