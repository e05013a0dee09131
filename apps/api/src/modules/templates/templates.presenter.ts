import type { TemplateState } from '@stageline/contracts';
import type { TemplateBlock } from '@stageline/domain';
import type { TemplateVersionRecord } from './templates.types.ts';

/** A newer version as its owner looks at it, beside the draft that it was compared with. */
export function presentOffer(compared: {
  readonly latest: TemplateVersionRecord;
  readonly draft: { readonly revision: number };
  readonly blocks: readonly TemplateBlock[];
  readonly baseMissing: boolean;
}): TemplateState['offer'] {
  const { version, note, publishedAt } = compared.latest;
  return {
    version,
    note,
    publishedAt: publishedAt.toISOString(),
    revision: compared.draft.revision,
    baseMissing: compared.baseMissing,
    blocks: compared.blocks.map(({ field, state, base, theirs, ours }) => ({
      field,
      state,
      base: base ?? null,
      theirs: theirs ?? null,
      ours: ours ?? null,
    })),
  };
}
