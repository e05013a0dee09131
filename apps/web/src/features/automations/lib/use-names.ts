import type {
  AutomationAction,
  AutomationCondition,
  AutomationTrigger,
  PipelineId,
  StageId,
} from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { usePipelines, type Pipelines } from '../../../shared/lib/pipelines.ts';
import { teamQuery } from '../api/automations.queries.ts';
import { automationsTexts } from '../texts.ts';
import { MINUTES_IN, unitOf } from './draft.ts';

export interface Names {
  readonly pipelines: Pipelines;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** A stage as people know it, with its pipeline where there are several. */
  readonly place: (place: { readonly pipelineId: PipelineId; readonly stage: StageId }) => string;
  readonly member: (id: string) => string;
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

export function durationText(minutes: number): string {
  const unit = unitOf(minutes);
  return automationsTexts().duration[unit](minutes / MINUTES_IN[unit]);
}

/** What sets a rule going, in a few words. */
export function triggerText(trigger: AutomationTrigger, names: Names): string {
  const text = automationsTexts().triggers[trigger.kind];
  if ('stage' in trigger) return `${text}: ${names.place(trigger)}`;
  return trigger.kind === 'attended' ? `${text}: ${durationText(trigger.minutes)}` : text;
}

/** What has to hold, in a few words. */
export function conditionText(condition: AutomationCondition, names: Names): string {
  const texts = automationsTexts();
  const text = texts.conditions[condition.kind];
  switch (condition.kind) {
    case 'stage': {
      const { pipelineId, stages } = condition;
      return `${text} ${stages.map((stage) => names.place({ pipelineId, stage })).join(', ')}`;
    }
    case 'owner':
      if (condition.who === 'nobody') return `${text} ${texts.nobody}`;
      if (condition.who === 'somebody') return `${text} ${texts.somebody}`;
      return `${text} ${names.member(condition.who)}`;
    case 'source':
      return `${text} ${texts.sources[condition.source]}`;
    case 'attended':
      return `${text} ${texts.thans[condition.than]} ${durationText(condition.minutes)}`;
    case 'has':
      return `${text} ${texts.has[condition.what][condition.is ? 'yes' : 'no']}`;
  }
}

/** What a step does, in a few words. */
export function actionText(action: AutomationAction, names: Names): string {
  const texts = automationsTexts();
  const text = texts.actions[action.kind];
  switch (action.kind) {
    case 'move':
      return `${text}: ${names.place(action)}`;
    case 'assign':
      return action.to === 'rules' ? text : `${text}: ${names.member(action.to)}`;
    case 'mail':
      return `${text}: ${action.subject}`;
    case 'notify':
      return `${text}: ${action.who === 'owner' ? texts.theOwner : names.member(action.who)}`;
    case 'wait':
      return `${text}: ${durationText(action.minutes)}`;
    case 'check':
      return `${text}: ${conditionText(action.condition, names)}`;
  }
}
