import type { EntryRule, StageId, StageKind } from '@stageline/contracts';
import type { Pipeline } from '../../../shared/lib/pipelines.ts';
import type { PipelineBody } from '../api/pipelines.queries.ts';

export interface StageDraft {
  /** None for a stage that is not saved yet. */
  readonly id: StageId | null;
  readonly name: string;
  /** Under which it is shown: kept as it is, a built-in stage keeps its own name in every language. */
  readonly shownName: string;
  readonly kind: StageKind;
  readonly entry: EntryRule[];
  readonly leadsTo: StageId[] | null;
}
export interface PipelineDraft {
  name: string;
  stages: StageDraft[];
}

export const emptyStage: StageDraft = { id: null, name: '', shownName: '', kind: 'open', entry: [], leadsTo: null };

/** What the form begins with. */
export const draftOf = ({ name, stages }: Pipeline): PipelineDraft => ({
  name,
  stages: stages.map(({ id, name: shownName, kind, entry, leadsTo }) => ({
    id,
    name: shownName,
    shownName,
    kind,
    entry: [...entry],
    leadsTo: leadsTo === null ? null : [...leadsTo],
  })),
});

/**
 * What is sent: names that are as they were stay null where they have no name of their own, and nothing leads to a stage
 * that was taken away.
 * @param stored the pipeline as the api gave it, whose names are null under their own
 */
export function bodyOf(
  draft: PipelineDraft,
  shown: Pipeline,
  stored: { readonly name: string | null; readonly stages: readonly { id: StageId; name: string | null }[] },
): PipelineBody {
  const kept = new Set(draft.stages.map(({ id }) => id));
  const ownName = new Map(stored.stages.map(({ id, name }) => [id, name]));
  return {
    name: draft.name.trim() === shown.name ? stored.name : draft.name,
    stages: draft.stages.map(({ id, name, shownName, kind, entry, leadsTo }) => ({
      ...(id === null ? {} : { id }),
      name: id !== null && name.trim() === shownName ? (ownName.get(id) ?? null) : name,
      kind,
      entry,
      leadsTo: leadsTo?.filter((next) => kept.has(next)) ?? null,
    })),
  };
}
