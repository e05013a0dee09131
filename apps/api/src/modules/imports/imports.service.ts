import {
  ImportAsked,
  ProblemError,
  type AutomationId,
  type ImportId,
  type ImportPlan,
  type ImportState,
  type Locale,
  type MembershipId,
  type PipelineId,
  type ProblemIssue,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { FileAnswer, MemberActor, StreamedFile } from '../../http/route.ts';
import { tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import type { AutomationsService } from '../automations/index.ts';
import type { Pipeline } from '../pipelines/index.ts';
import { fingerprintOf, suggestMapping } from './import-columns.ts';
import type { ImportFiles } from './import-files.ts';
import { forgetImportLetters } from './import-letters.ts';
import { importResult } from './import-result.ts';
import { presentImport } from './imports.presenter.ts';
import type { ImportsRepository } from './imports.repository.ts';
import type { ImportRow, StoredPlan } from './imports.types.ts';

export interface ImportsServiceDeps {
  readonly repository: ImportsRepository;
  readonly files: ImportFiles;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
  readonly automations: Pick<AutomationsService, 'startedByImport'>;
  readonly pipelines: { find(id: PipelineId): Promise<Pipeline | null> };
  readonly members: { find(id: MembershipId): Promise<{ readonly name: string } | null> };
  /** A member who may work on leads; null for anybody else. */
  readonly findWorker: (id: MembershipId) => Promise<{ readonly name: string } | null>;
}

/** How long files and results are kept, in milliseconds: they hold what people wrote of others. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
/** Old imports that one upload clears away. */
const CLEARED = 20;

type Actor = Pick<MemberActor, 'membershipId'>;

/** Imports of leads out of files, for the current tenant (F-05). */
export function createImportsService(deps: ImportsServiceDeps) {
  const { repository, files, unitOfWork, audit, clock, automations, pipelines, members, findWorker } = deps;

  async function present(row: ImportRow) {
    return presentImport(row, (await repository.written([row._id])).get(row._id)!);
  }

  async function find(importId: ImportId): Promise<ImportRow> {
    const row = await repository.find(importId);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  /** Moves an import on, with its audit entry and the event that sets the work going, all or nothing. */
  async function moveOn(
    importId: ImportId,
    from: readonly ImportState[],
    set: Partial<ImportRow>,
    { action, step }: { action: Parameters<AuditLog['record']>[0]['action']; step?: 'check' | 'run' },
  ) {
    await find(importId);
    const row = await unitOfWork.run(async (tx) => {
      const asked = step === undefined ? null : tx.record(ImportAsked, { importId, step });
      const moved = await repository.change(importId, from, { ...set, asked });
      if (moved === null) throw new ProblemError('illegal-transition');
      // What failed before is tried anew, or wanted no more: there is nothing left to replay.
      await forgetImportLetters({ importId });
      await audit.record({ action, target: { type: 'import', id: importId, name: moved.filename } });
      return moved;
    });
    return present(row);
  }

  /** Files first: what is left of a crash in between is found again. */
  async function clearOld(): Promise<void> {
    const old = await repository.olderThan(new Date(clock.now().getTime() - KEPT_MS), CLEARED);
    for (const importId of old) {
      await files.remove(importId);
      await repository.remove(importId);
    }
  }

  /** @throws ProblemError `validation-failed` with a pointer to what cannot be */
  async function storedPlan(row: ImportRow, { assignee: assigneeId, ...plan }: ImportPlan): Promise<StoredPlan> {
    const issues: ProblemIssue[] = [];
    const refuse = (pointer: string, message: string) => void issues.push({ in: 'body', pointer, message });
    const fields = plan.mapping.filter((field) => field !== null);
    if (plan.mapping.length !== row.columns.length) refuse('/mapping', 'Please say of every column what it holds.');
    if (new Set(fields).size !== fields.length) refuse('/mapping', 'Two columns cannot hold the same.');
    if (!fields.includes(plan.key)) refuse('/key', 'Choose a column for what people are known by.');
    const stage = (await pipelines.find(plan.pipelineId))?.stages.find(({ id }) => id === plan.stage);
    if (stage === undefined) refuse('/stage', 'This stage is not there.');
    const rules = stage?.entry ?? [];
    // That somebody imports them is reason enough, as it is where an automation moves them.
    if (rules.includes('attended')) refuse('/stage', 'Nobody out of a file has attended a masterclass yet.');
    if (rules.includes('assignee') && assigneeId === null)
      refuse('/assignee', 'This stage needs somebody whom the leads are assigned to.');
    const member = assigneeId === null ? null : await findWorker(assigneeId);
    if (assigneeId !== null && member === null) refuse('/assignee', 'Please choose somebody who works on leads.');
    if (stage === undefined || issues.length > 0) throw new ProblemError('validation-failed', { issues });
    const assignee = assigneeId === null ? null : { membershipId: assigneeId, name: member!.name };
    const needs = (['phone', 'company'] as const).filter((field) => rules.includes(field));
    return { ...plan, outcome: stage.kind, needs, assignee };
  }

  return {
    async list() {
      const rows = await repository.latest();
      const written = await repository.written(rows.map(({ _id }) => _id));
      return { items: rows.map((row) => presentImport(row, written.get(row._id)!)) };
    },

    /**
     * Takes a file and says what its columns probably hold.
     * @throws ProblemError `payload-too-large`, `unsupported-media-type`, `validation-failed`
     */
    async upload(actor: Actor, { filename, content }: StreamedFile) {
      await clearOld();
      const _id = newId('lim');
      const facts = await files.receive(_id, content);
      const names = facts.columns.map(({ name }) => name);
      const fingerprint = fingerprintOf(names);
      const remembered = await repository.remembered(fingerprint);
      const member = await members.find(actor.membershipId);
      const row: ImportRow = {
        _id,
        ...facts,
        state: 'uploaded',
        filename: filename.replaceAll(/\p{C}/gu, '').slice(-100) || 'file.csv',
        createdAt: clock.now(),
        by: { membershipId: actor.membershipId, name: member?.name ?? '' },
        fingerprint,
        suggestion: { ...(remembered ?? suggestMapping(names)), remembered: remembered !== null },
        plan: null,
        check: null,
        faults: [],
        chunks: 0,
      };
      await repository.insert(row);
      return present(row);
    },

    get: async (importId: ImportId) => present(await find(importId)),

    /** @throws ProblemError `not-found`, `validation-failed`, `illegal-transition` */
    async check(importId: ImportId, input: ImportPlan) {
      const row = await find(importId);
      const plan = await storedPlan(row, input);
      await repository.remember(row.fingerprint, plan.mapping, plan.key);
      const set = { state: 'checking', plan, check: null, gains: null, faults: [], chunks: 0 } as const;
      return moveOn(importId, ['uploaded', 'checked', 'check-failed'], set, {
        action: 'leads.import-checked',
        step: 'check',
      });
    },

    /** What would begin for new leads, if it were chosen. @throws ProblemError `not-found` */
    async automations(importId: ImportId) {
      const { plan } = await find(importId);
      return { items: plan === null ? [] : await automations.startedByImport(plan) };
    },

    /**
     * Begins to write, or goes on with what a failed import has left: then with what was chosen at first.
     * @param chosen automations that begin for each new lead
     * @throws ProblemError `not-found`, `illegal-transition`, `validation-failed` for one that would not begin
     */
    async run({ membershipId }: Actor, importId: ImportId, chosen: readonly AutomationId[]) {
      const { state, plan } = await find(importId);
      const set = { state: 'running', deadChunks: [], started: { membershipId, at: clock.now() } } as const;
      const how = { action: 'leads.import-started', step: 'run' } as const;
      if (state === 'failed' || plan === null) return moveOn(importId, ['failed'], set, how);
      const startable = chosen.length === 0 ? [] : await automations.startedByImport(plan);
      const begun = startable.filter(({ id }) => chosen.includes(id)).map(({ id, name }) => ({ id, name }));
      if (begun.length < new Set(chosen).size) {
        const message = 'One of these automations is not on any more. Look again at what would begin.';
        throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/automations', message }] });
      }
      return moveOn(importId, ['checked'], { ...set, automations: begun }, how);
    },

    /** @throws ProblemError `not-found`, `illegal-transition` for one that is over */
    async cancel(importId: ImportId) {
      const from = ['uploaded', 'checking', 'check-failed', 'checked', 'running', 'failed'] as const;
      const view = await moveOn(importId, from, { state: 'cancelled' }, { action: 'leads.import-cancelled' });
      // Nothing came of it, so nothing of it is kept.
      if (view.written.rows === 0) await files.remove(importId);
      return view;
    },

    /** @throws ProblemError `not-found`, `illegal-transition` before anything was written */
    async result(importId: ImportId, options: { locale: Locale; bom: boolean }): Promise<FileAnswer> {
      const row = await find(importId);
      const written = (await repository.written([importId])).get(importId)!;
      if (written.rows === 0) throw new ProblemError('illegal-transition');
      await audit.record({
        action: 'leads.import-result-exported',
        target: { type: 'import', id: importId, name: row.filename },
      });
      const day = row.createdAt.toISOString().slice(0, 10);
      return {
        filename: `import-${day}.csv`,
        content: tenantStream(importResult(row, { files, repository }, options)),
      };
    },
  };
}
export type ImportsService = ReturnType<typeof createImportsService>;
