import {
  automations as contract,
  idSchemas,
  ProblemError,
  type AutomationActionKind,
  type AutomationBody,
  type AutomationId,
  type AutomationRunId,
  type AutomationRunView,
  type AutomationView,
  type PipelineId,
  type StageId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import { presentAutomation, presentRun } from './automations.presenter.ts';
import { automationsRepository } from './automations.repository.ts';
import { factsOf, targetOf, type Automation } from './automations.types.ts';
import { createReferences, type ReferencesDeps } from './references.ts';
import { runsRepository } from './runs.repository.ts';

export interface AutomationsServiceDeps extends ReferencesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** What a list counts. */
const LATELY_MS = 30 * 24 * 60 * 60_000;

/** Wherever a pointer of something missing leads, the same word for it. */
const sentences = {
  pipeline: 'This pipeline is not there any more.',
  stage: 'This stage is not there any more.',
  member: 'They are not on the team any more.',
} as const;

/** The automations of the current tenant (F-09): their rules, and what they did. */
export function createAutomationsService(deps: AutomationsServiceDeps) {
  const { unitOfWork, audit, clock } = deps;

  async function present(...rules: readonly Automation[]): Promise<AutomationView[]> {
    const missing = createReferences(deps);
    const counts = await runsRepository.counts(new Date(clock.now().getTime() - LATELY_MS));
    const views: AutomationView[] = [];
    for (const rule of rules) views.push(presentAutomation(rule, await missing(rule), counts.get(rule._id)));
    return views;
  }
  const presentOne = async (rule: Automation): Promise<AutomationView> => (await present(rule))[0]!;

  async function find(id: AutomationId): Promise<Automation> {
    const rule = await automationsRepository.find(id);
    if (rule === null) throw new ProblemError('not-found');
    return rule;
  }

  /** @throws ProblemError `validation-failed` with a pointer to everything that is named and not there */
  async function assertWhole(body: Parameters<ReturnType<typeof createReferences>>[0]): Promise<void> {
    const missing = await createReferences(deps)(body);
    if (missing.length === 0) return;
    const issues = missing.map(({ pointer, what }) => ({ in: 'body', pointer, message: sentences[what] }) as const);
    throw new ProblemError('validation-failed', { issues });
  }

  return {
    async list() {
      return { items: await present(...(await automationsRepository.list())) };
    },

    /**
     * What would begin for new leads that an import brings to a stage, if it were chosen: rules that are on and whole, and wait
     * for imports or for that stage. Nobody has registered by being in a file, so what waits for registrations does not begin.
     */
    async startedByImport(place: { readonly pipelineId: PipelineId; readonly stage: StageId }) {
      const missing = createReferences(deps);
      const found: { id: AutomationId; name: string; actions: AutomationActionKind[] }[] = [];
      for (const rule of await automationsRepository.listening(['imported', 'stage-entered'])) {
        const { _id: id, name, trigger, actions } = rule;
        const isOfStage =
          'stage' in trigger && trigger.pipelineId === place.pipelineId && trigger.stage === place.stage;
        if ((trigger.kind !== 'imported' && !isOfStage) || (await missing(rule)).length > 0) continue;
        found.push({ id, name, actions: actions.map(({ kind }) => kind) });
      }
      return found;
    },

    /** @throws ProblemError `limit-reached`, `validation-failed` */
    async create(body: AutomationBody): Promise<AutomationView> {
      await assertWhole(body);
      const now = clock.now();
      const about = {
        _id: newId('aut'),
        version: 1,
        state: 'off',
        failures: 0,
        createdAt: now,
        changedAt: now,
      } as const;
      const rule: Automation = { ...body, ...about };
      await unitOfWork.run(async () => {
        if ((await automationsRepository.count()) >= contract.MAX_AUTOMATIONS) throw new ProblemError('limit-reached');
        await automationsRepository.insert(rule);
        await audit.record({ action: 'automation.made', target: targetOf(rule), after: factsOf(body) });
      });
      return presentOne(rule);
    },

    /**
     * Runs under way go on as they began.
     * @param seen the version that the caller saw
     * @throws ProblemError `not-found`, `conflict`, `validation-failed`
     */
    async update(id: AutomationId, seen: number, body: AutomationBody): Promise<AutomationView> {
      const before = await find(id);
      if (before.version !== seen) throw new ProblemError('conflict');
      await assertWhole(body);
      const after = await unitOfWork.run(async () => {
        const changed = await automationsRepository.replace(id, seen, body, clock.now());
        if (changed === null) throw new ProblemError('conflict');
        const facts = { before: factsOf(before), after: factsOf(body) };
        await audit.record({ action: 'automation.changed', target: targetOf(changed), ...facts });
        return changed;
      });
      return presentOne(after);
    },

    /** @throws ProblemError `not-found`; `illegal-transition` for a rule that names what is not there */
    async switch(id: AutomationId, on: boolean): Promise<AutomationView> {
      const before = await find(id);
      if (on && (await createReferences(deps)(before)).length > 0)
        throw new ProblemError('illegal-transition', { detail: 'It names something that is not there any more.' });
      if (before.state === (on ? 'on' : 'off')) return presentOne(before);
      const after = await unitOfWork.run(async () => {
        const changed = await automationsRepository.setState(id, on ? 'on' : 'off');
        if (changed === null) throw new ProblemError('not-found');
        const action = on ? 'automation.switched-on' : 'automation.switched-off';
        await audit.record({ action, target: targetOf(changed) });
        return changed;
      });
      return presentOne(after);
    },

    /** What it did stays in the log of the audit; its runs are found no more. @throws ProblemError `not-found` */
    async remove(id: AutomationId): Promise<void> {
      await unitOfWork.run(async () => {
        const removed = await automationsRepository.remove(id);
        if (removed === null) throw new ProblemError('not-found');
        await audit.record({
          action: 'automation.removed',
          target: targetOf(removed),
          before: factsOf(removed),
        });
      });
    },

    /** @throws ProblemError `not-found`; `validation-failed` for a foreign cursor */
    async runs(id: AutomationId, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
      await find(id);
      const rows = await runsRepository.page(id, cursor === undefined ? undefined : parseCursor(cursor), limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? `${last.startedAt.getTime()}.${last._id}` : null;
      return { items: page.map(presentRun), nextCursor };
    },

    /** @throws ProblemError `not-found`; `illegal-transition` for a run that has ended */
    async stopRun(id: AutomationRunId): Promise<AutomationRunView> {
      const before = await runsRepository.find(id);
      if (before === null) throw new ProblemError('not-found');
      const stopped = await unitOfWork.run(async () => {
        const run = await runsRepository.stop(id, 'by-hand', clock.now());
        if (run === null) throw new ProblemError('illegal-transition');
        const target = { type: 'automation', id: run.automationId, name: run.name };
        await audit.record({ action: 'automation.run-stopped', target, after: { lead: run.leadName } });
        return run;
      });
      return presentRun(stopped);
    },
  };
}
export type AutomationsService = ReturnType<typeof createAutomationsService>;

/** @throws ProblemError `validation-failed` */
function parseCursor(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = cursor.split('.');
  if (/^\d{1,15}$/.test(at) && idSchemas.arn.safeParse(id).success) return { at: new Date(Number(at)), id };
  const issue = { in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' } as const;
  throw new ProblemError('validation-failed', { issues: [issue] });
}
