import {
  builtInStages,
  DEFAULT_PIPELINE,
  type BuiltInStage,
  type EntryRule,
  type PipelineId,
  type StageId,
  type StageKind,
} from '@stageline/contracts';

export interface Stage {
  readonly id: StageId;
  /** Null for a built-in stage under its own name. */
  readonly name: string | null;
  readonly kind: StageKind;
  readonly entry: readonly EntryRule[];
  /** Null where a lead may go on to any stage. */
  readonly leadsTo: readonly StageId[] | null;
  /** Its key in the template that it came with. */
  readonly origin?: string | null;
}

export interface Pipeline {
  readonly id: PipelineId;
  readonly version: number;
  readonly name: string | null;
  readonly stages: readonly Stage[];
  /** Stages that were taken away; what happened in them keeps its name. */
  readonly formerStages: readonly Stage[];
  /** Of one that was removed. */
  readonly removedAt: Date | null;
  /** Its key in the template that it came with. */
  readonly origin?: string | null;
}

const builtInKinds: Readonly<Record<BuiltInStage, StageKind>> = {
  new: 'open',
  contacted: 'open',
  qualified: 'open',
  won: 'won',
  lost: 'lost',
};
/** What a site has until it changes it: nothing is stored for it before. */
export const defaultPipeline: Pipeline = {
  id: DEFAULT_PIPELINE,
  version: 0,
  name: null,
  stages: builtInStages.map((id) => ({ id, name: null, kind: builtInKinds[id], entry: [], leadsTo: null })),
  formerStages: [],
  removedAt: null,
};

/** Whether an id is one of the built-in stages. */
export const isBuiltIn = (id: StageId): id is BuiltInStage => builtInStages.some((stage) => stage === id);
