import { useQuery } from '@tanstack/react-query';
import type { RuleNames } from '../../../shared/lib/automation-words.ts';
import { usePipelines, type Pipelines } from '../../../shared/lib/pipelines.ts';
import { teamQuery } from '../api/automations.queries.ts';
import { automationsTexts } from '../texts.ts';

export interface Names extends RuleNames {
  readonly pipelines: Pipelines;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

/** The names of what rules name by ids. */
export function useNames(): Names {
  const texts = automationsTexts();
  const pipelines = usePipelines();
  const team = useQuery(teamQuery());
  const members = team.data?.items ?? [];
  return {
    pipelines,
    members,
    place: (where) => {
      const name = pipelines.stageOf(where).name || texts.gone;
      const pipeline = pipelines.all.length > 1 ? pipelines.find(where.pipelineId)?.name : undefined;
      return pipeline === undefined ? name : `${name} (${pipeline})`;
    },
    member: (id) => members.find((member) => member.id === id)?.name ?? (team.data === undefined ? '' : texts.gone),
  };
}
