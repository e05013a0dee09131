import type { TemplatePipeline, TemplateState } from '@stageline/contracts';
import { isAutomationBlock, type TemplateBlock } from '@stageline/domain';
import type { SidePipelines } from './templates.parts.ts';
import type { TemplateVersionRecord } from './templates.types.ts';

/** A newer version as its owner looks at it, beside the draft that it was compared with. */
export function presentOffer(compared: {
  readonly latest: TemplateVersionRecord;
  readonly draft: { readonly revision: number };
  readonly blocks: readonly TemplateBlock[];
  readonly pipelines: SidePipelines;
  readonly baseMissing: boolean;
}): TemplateState['offer'] {
  const { version, note, publishedAt } = compared.latest;
  return {
    version,
    note,
    publishedAt: publishedAt.toISOString(),
    revision: compared.draft.revision,
    baseMissing: compared.baseMissing,
    blocks: compared.blocks.map((block) => {
      const value = (side: keyof SidePipelines) =>
        isAutomationBlock(block) ? withNames(block[side], compared.pipelines[side]) : (block[side] ?? null);
      const { field, state } = block;
      return { field, state, base: value('base'), theirs: value('theirs'), ours: value('ours') };
    }),
  };
}

/** An automation with the pipelines of its side, because it names them by their keys. */
const withNames = (automation: unknown, pipelines: readonly TemplatePipeline[]): unknown =>
  automation === undefined
    ? null
    : {
        ...(automation as object),
        pipelines: pipelines.map(({ key, name, stages }) => ({
          key,
          name,
          stages: stages.map((stage) => ({ key: stage.key, name: stage.name })),
        })),
      };
