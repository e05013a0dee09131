import type { TemplateAutomation, TemplateContent, TemplatePipeline } from '@stageline/contracts';
import {
  automationsFromTemplate,
  compareAutomations,
  comparePipelines,
  decideBlocks,
  isAutomationBlock,
  isPipelineBlock,
  type TemplateBlock,
  type TemplateChoices,
  type TemplateNames,
  type TemplateParts as SiteParts,
} from '@stageline/domain';
import type { AutomationUndo, TemplateAutomations } from '../automations/index.ts';
import type { PipelineUndo, TemplatePipelines } from '../pipelines/index.ts';

export interface TemplatePartsDeps {
  readonly pipelines: TemplatePipelines;
  readonly automations: TemplateAutomations;
}

/** What it takes to take the parts of an update back, in the order in which they came. */
export interface PartsUndo {
  /** Missing where an update was brought in before templates had pipelines. */
  readonly pipelines?: readonly PipelineUndo[];
  /** As above. */
  readonly automations?: readonly AutomationUndo[];
}

/** The pipelines of the version with which a site began, of the new one, and of the site. */
export type SidePipelines = Readonly<Record<'base' | 'theirs' | 'ours', readonly TemplatePipeline[]>>;

/** Whether a block is about something beside the content of the draft, and takes effect at once. */
export const isPartBlock = (block: TemplateBlock): boolean => isPipelineBlock(block) || isAutomationBlock(block);

/**
 * What a template brings beside the content of a site, for the current tenant. Pipelines come first and go last: automations name
 * their stages.
 */
export function createTemplateParts({ pipelines, automations }: TemplatePartsDeps) {
  return {
    /** All of the site. */
    async all(): Promise<SiteParts> {
      const [ownPipelines, ownAutomations] = await Promise.all([pipelines.all(), automations.all()]);
      return { pipelines: ownPipelines, automations: ownAutomations };
    },

    /**
     * What a new version would change; `base` is null when the version of the site is gone.
     * @returns with the pipelines of each side, by whose names its automations are read
     */
    async compare(
      base: TemplateContent | null,
      next: TemplateContent,
      names: { readonly then: TemplateNames; readonly now: TemplateNames },
    ): Promise<{ blocks: TemplateBlock[]; pipelines: SidePipelines }> {
      const own = await this.all();
      const blocks = [
        ...comparePipelines(base?.pipelines ?? null, next.pipelines, own.pipelines, pipelines.untouched),
        ...compareAutomations(base?.automations ?? null, next.automations, own.automations, names),
      ];
      const sides = { base: base?.pipelines ?? [], theirs: next.pipelines, ours: own.pipelines };
      return { blocks, pipelines: sides };
    },

    /** What a new site begins with; what it has already stays. */
    async beginPipelines(content: TemplateContent): Promise<void> {
      for (const pipeline of content.pipelines) await pipelines.begin(pipeline);
    },
    /** As above, once the site has an owner: automations may name them. */
    async beginAutomations(content: TemplateContent, names: TemplateNames): Promise<void> {
      for (const automation of automationsFromTemplate(content.automations, names)) await automations.begin(automation);
    },

    /** Brings in what was chosen, in the caller's transaction. @throws ProblemError of the part */
    async bring(blocks: readonly TemplateBlock[], choices: TemplateChoices): Promise<Required<PartsUndo>> {
      const { taken } = decideBlocks(blocks, choices);
      const undo: { pipelines: PipelineUndo[]; automations: AutomationUndo[] } = { pipelines: [], automations: [] };
      for (const { theirs } of taken.filter(isPipelineBlock))
        undo.pipelines.push(await pipelines.bring(theirs as TemplatePipeline));
      for (const { theirs } of taken.filter(isAutomationBlock))
        undo.automations.push(await automations.bring(theirs as TemplateAutomation));
      return undo;
    },

    /** @throws ProblemError of the part */
    async takeBack(undo: PartsUndo): Promise<void> {
      for (const automation of (undo.automations ?? []).toReversed()) await automations.takeBack(automation);
      for (const pipeline of (undo.pipelines ?? []).toReversed()) await pipelines.takeBack(pipeline);
    },
  };
}
export type TemplateParts = ReturnType<typeof createTemplateParts>;
