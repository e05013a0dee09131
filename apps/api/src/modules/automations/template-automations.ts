import {
  automations as contract,
  ProblemError,
  type MembershipId,
  type SiteAutomation,
  type TemplateAutomation,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { TemplatePipelines, TemplatePlaces } from '../pipelines/index.ts';
import { automationsRepository } from './automations.repository.ts';
import { factsOf, isAsBrought, targetOf, type Automation, type Definition } from './automations.types.ts';
import { renamed } from './renamed.ts';

export interface TemplateAutomationsDeps {
  readonly pipelines: Pick<TemplatePipelines, 'places'>;
  /** Whose site it is: the oldest of its owners. */
  readonly promoter: () => Promise<MembershipId | null>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** What it takes to take an automation of a template back. */
export interface AutomationUndo {
  readonly id: Automation['_id'];
  /** Its version afterwards; at another one somebody has changed it since. */
  readonly version: number;
  /** Null where there was none. */
  readonly before: Automation | null;
}

const PROMOTER = 'promoter';

/** What a site names, as templates do; people of the site besides its promoter keep their ids. */
function toTemplate(rule: Automation, places: TemplatePlaces, promoter: MembershipId | null): SiteAutomation {
  // What nobody has changed since is what the template said, also where the site lacks something that it names.
  if (isAsBrought(rule)) return rule.origin!.as;
  const definition = renamed(rule, {
    places: (pipelineId, stages) => ({
      pipelineId: places.keysOf({ pipelineId, stage: '' }).pipelineId,
      stages: stages.map((stage) => places.keysOf({ pipelineId, stage }).stage),
    }),
    member: (id) => (id === promoter ? PROMOTER : id),
  });
  return { key: rule.origin?.as.key ?? rule._id, name: rule.name, ...definition } as SiteAutomation;
}

/** What a template names, by the site's own ids. What the site does not have gets an id of nothing: the rule says that it is missing. */
const toSite = (automation: TemplateAutomation, places: TemplatePlaces, promoter: MembershipId | null): Definition =>
  renamed(automation, {
    places: (pipelineId, stages) => ({
      pipelineId: places.idsOf({ pipelineId, stage: '' }).pipelineId ?? newId('pip'),
      stages: stages.map((stage) => places.idsOf({ pipelineId, stage }).stage ?? newId('stg')),
    }),
    member: (role) => (role === PROMOTER ? promoter : null) ?? newId('mem'),
  }) as Definition;

/** Automations of the current tenant as templates carry them. Writes join the caller's transaction. */
export function createTemplateAutomations(deps: TemplateAutomationsDeps) {
  const { pipelines, promoter, unitOfWork, audit, clock } = deps;

  /** @throws ProblemError `conflict`, `limit-reached` */
  async function write(before: Automation | null, after: Automation): Promise<void> {
    if (before !== null) {
      if (!(await automationsRepository.become(after, before.version))) throw new ProblemError('conflict');
      const facts = { before: factsOf(before), after: factsOf(after) };
      await audit.record({ action: 'automation.changed', target: targetOf(after), ...facts });
      return;
    }
    if ((await automationsRepository.count()) >= contract.MAX_AUTOMATIONS) throw new ProblemError('limit-reached');
    await automationsRepository.insert(after);
    await audit.record({ action: 'automation.made', target: targetOf(after), after: factsOf(after) });
  }

  return {
    /** All of the site, oldest first. */
    async all(): Promise<SiteAutomation[]> {
      const [rules, places, whose] = await Promise.all([automationsRepository.list(), pipelines.places(), promoter()]);
      return rules.map((rule) => toTemplate(rule, places, whose));
    },

    /**
     * Makes an automation what a template says, or makes it. It is off then, whatever it was: what it does in future, to whom it
     * writes and what, somebody who may switch automations on has to have read.
     * @throws as above
     */
    bring: (automation: TemplateAutomation): Promise<AutomationUndo> =>
      unitOfWork.run(async () => {
        const before = await automationsRepository.findByKey(automation.key);
        const now = clock.now();
        const version = (before?.version ?? 0) + 1;
        const after: Automation = {
          _id: before?._id ?? newId('aut'),
          version,
          name: automation.name,
          ...toSite(automation, await pipelines.places(), await promoter()),
          state: 'off',
          failures: 0,
          origin: { version, as: automation },
          createdAt: before?.createdAt ?? now,
          changedAt: now,
        };
        await write(before, after);
        return { id: after._id, version, before };
      }),

    /** The same for a new site: what it has of it already stays. */
    async begin(automation: TemplateAutomation): Promise<void> {
      if ((await automationsRepository.findByKey(automation.key)) !== null) return;
      await this.bring(automation).catch((error: unknown) => {
        // Another run of the same step has brought it in the same moment.
        if (!isDuplicateKey(error)) throw error;
      });
    },

    /** As it was, and on where it was on. @throws ProblemError `conflict` where somebody changed it or switched it on since */
    takeBack: ({ id, version, before }: AutomationUndo): Promise<void> =>
      unitOfWork.run(async () => {
        const now = await automationsRepository.find(id);
        if (now === null || now.version !== version) throw new ProblemError('conflict');
        if (before === null) {
          if (now.state !== 'off') throw new ProblemError('conflict');
          await automationsRepository.remove(id);
          await audit.record({ action: 'automation.removed', target: targetOf(now), before: factsOf(now) });
          return;
        }
        const next = version + 1;
        const origin = before.origin && { ...before.origin, version: isAsBrought(before) ? next : 0 };
        await write(now, { ...before, version: next, origin: origin ?? null, changedAt: clock.now() });
      }),
  };
}
export type TemplateAutomations = ReturnType<typeof createTemplateAutomations>;
