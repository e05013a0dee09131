import type {
  AutomationAction,
  AutomationCondition,
  AutomationTrigger,
  PipelineId,
  StageId,
} from '@stageline/contracts';
import { defineMessages } from '../i18n/index.ts';
import { en } from './automation-words.en.ts';

/** The words of automations, wherever they are told. */
export const automationWords = defineMessages(en, { de: () => import('./automation-words.de.ts') });

/** What the ids of a rule are called. */
export interface RuleNames {
  /** A stage as people know it, with its pipeline where there are several. */
  readonly place: (place: { readonly pipelineId: PipelineId; readonly stage: StageId }) => string;
  readonly member: (id: string) => string;
}

const DAY = 24 * 60;
/** The largest unit in which a time is a whole number. */
export function unitOf(minutes: number): 'minutes' | 'hours' | 'days' {
  if (minutes > 0 && minutes % DAY === 0) return 'days';
  return minutes > 0 && minutes % 60 === 0 ? 'hours' : 'minutes';
}
export const MINUTES_IN = { minutes: 1, hours: 60, days: DAY } as const;

export function durationText(minutes: number): string {
  const unit = unitOf(minutes);
  return automationWords().duration[unit](minutes / MINUTES_IN[unit]);
}

/** What sets a rule going, in a few words. */
export function triggerText(trigger: AutomationTrigger, names: RuleNames): string {
  const text = automationWords().triggers[trigger.kind];
  if ('stage' in trigger) return `${text}: ${names.place(trigger)}`;
  return trigger.kind === 'attended' ? `${text}: ${durationText(trigger.minutes)}` : text;
}

/** What has to hold, in a few words. */
export function conditionText(condition: AutomationCondition, names: RuleNames): string {
  const texts = automationWords();
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
export function actionText(action: AutomationAction, names: RuleNames): string {
  const texts = automationWords();
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
