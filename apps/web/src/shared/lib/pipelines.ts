import {
  builtInStages,
  DEFAULT_PIPELINE,
  type BuiltInStage,
  type PipelineId,
  type PipelineView,
  type StageId,
  type StageView,
} from '@stageline/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { defineMessages } from '../i18n/index.ts';
import { call } from './api.ts';
import { queryKeys } from './query-keys.ts';
import { en } from './stage-texts.en.ts';

const stageTexts = defineMessages(en, { de: () => import('./stage-texts.de.ts') });

/** A stage as it is shown: under the name that the site has given it, or its own in the reader's language. */
export type Stage = Omit<StageView, 'name'> & { readonly name: string };
export type Pipeline = Omit<PipelineView, 'name' | 'stages' | 'formerStages'> & {
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly formerStages: readonly Stage[];
};

/** The pipelines of this site; they change seldom. */
export const pipelinesQuery = queryOptions({
  queryKey: queryKeys.pipelines(),
  queryFn: ({ signal }) => call('pipelines.list', { signal }),
  staleTime: 60_000,
});

const isBuiltIn = (id: StageId): id is BuiltInStage => builtInStages.some((stage) => stage === id);
const named = (stage: StageView): Stage => ({
  ...stage,
  name: stage.name ?? (isBuiltIn(stage.id) ? stageTexts()[stage.id] : ''),
});

/** A pipeline with the names that people see. */
export const presentPipeline = (pipeline: PipelineView): Pipeline => ({
  ...pipeline,
  name: pipeline.name ?? stageTexts().pipeline,
  stages: pipeline.stages.map(named),
  formerStages: pipeline.formerStages.map(named),
});

/** Where a lead stands, or stood. */
interface Place {
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
}

export interface Pipelines {
  /** The default one first; empty until they are loaded. */
  readonly all: readonly Pipeline[];
  /** Undefined until it is loaded, and for one that was removed. */
  readonly find: (id: PipelineId) => Pipeline | undefined;
  /** A stage of any pipeline, former ones too. Until they are loaded, a built-in stage is known by its own name. */
  readonly stageOf: (place: Place) => Stage;
}

/** The pipelines of this site, by their names. */
export function usePipelines(): Pipelines {
  const { data } = useQuery(pipelinesQuery);
  return useMemo(() => {
    const all = (data?.items ?? []).map(presentPipeline);
    const everMade = [...all, ...(data?.former ?? []).map(presentPipeline)];
    const find = (id: PipelineId) => all.find((pipeline) => pipeline.id === id);
    const stageOf = ({ pipelineId, stage }: Place): Stage => {
      const pipeline = everMade.find(({ id }) => id === pipelineId);
      const known = [...(pipeline?.stages ?? []), ...(pipeline?.formerStages ?? [])].find(({ id }) => id === stage);
      return known ?? named({ id: stage, name: null, kind: 'open', entry: [], leadsTo: null });
    };
    return { all, find, stageOf };
  }, [data]);
}

/** The stages of the default pipeline; empty until they are loaded. */
export const useDefaultStages = (): readonly Stage[] => usePipelines().find(DEFAULT_PIPELINE)?.stages ?? [];
