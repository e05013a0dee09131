import {
  ARRIVAL_STAGE,
  DEFAULT_PIPELINE,
  type AutomationAction,
  type AutomationActionKind,
  type AutomationBody,
  type AutomationCondition,
  type AutomationConditionKind,
  type AutomationTrigger,
  type AutomationTriggerKind,
} from '@stageline/contracts';
import type { en } from '../texts.en.ts';

/** Something in a list of the form, with what React knows it by. */
export interface Row<T> {
  readonly key: string;
  readonly value: T;
}
export interface AutomationDraft {
  name: string;
  trigger: AutomationTrigger;
  conditions: readonly Row<AutomationCondition>[];
  actions: readonly Row<AutomationAction>[];
}

let made = 0;
export const rowOf = <T>(value: T): Row<T> => ({ key: `row-${(made += 1)}`, value });

/** What the form begins with. */
export const draftOf = ({ name, trigger, conditions, actions }: AutomationBody): AutomationDraft => ({
  name,
  trigger,
  conditions: conditions.map((value) => rowOf(value)),
  actions: actions.map((value) => rowOf(value)),
});

/** What is sent. */
export const bodyOf = ({ name, trigger, conditions, actions }: AutomationDraft): AutomationBody => ({
  name,
  trigger,
  conditions: conditions.map(({ value }) => value),
  actions: actions.map(({ value }) => value),
});

const anywhere = { pipelineId: DEFAULT_PIPELINE, stage: 'contacted' } as const;

/** A trigger as it begins; where two have the same part, it is taken over. */
export function triggerOf(kind: AutomationTriggerKind, before?: AutomationTrigger): AutomationTrigger {
  if (kind === 'stage-entered' || kind === 'stage-left') {
    const { pipelineId, stage } = before !== undefined && 'stage' in before ? before : anywhere;
    return { kind, pipelineId, stage };
  }
  return kind === 'attended' ? { kind, minutes: 30 } : { kind };
}

export function conditionOf(kind: AutomationConditionKind): AutomationCondition {
  switch (kind) {
    case 'stage':
      return { kind, pipelineId: DEFAULT_PIPELINE, stages: [ARRIVAL_STAGE] };
    case 'owner':
      return { kind, who: 'nobody' };
    case 'source':
      return { kind, source: 'form' };
    case 'attended':
      return { kind, than: 'at-least', minutes: 30 };
    case 'has':
      return { kind, what: 'phone', is: true };
  }
}

export function actionOf(kind: AutomationActionKind): AutomationAction {
  switch (kind) {
    case 'move':
      return { kind, ...anywhere };
    case 'assign':
      return { kind, to: 'rules' };
    case 'mail':
      return { kind, subject: '', text: '', link: 'site' };
    case 'notify':
      return { kind, who: 'owner', text: '' };
    case 'wait':
      return { kind, minutes: 24 * 60 };
    case 'check':
      return { kind, condition: conditionOf('stage') };
  }
}

export type RecipeName = keyof (typeof en)['recipes'];
const stillIn = (stage: typeof ARRIVAL_STAGE | 'contacted'): AutomationAction => ({
  kind: 'check',
  condition: { kind: 'stage', pipelineId: DEFAULT_PIPELINE, stages: [stage] },
});
const DAY = 24 * 60;

/** Rules to begin with, in the reader's words. */
export function recipeOf(recipe: RecipeName, texts: (typeof en)['recipes']): AutomationBody {
  const { missed, attended, followUp } = texts;
  const begun = { conditions: [] };
  switch (recipe) {
    case 'missed':
      return {
        ...begun,
        name: missed.name,
        trigger: { kind: 'no-show' },
        actions: [
          { kind: 'mail', subject: missed.subject, text: missed.text, link: 'masterclass' },
          { kind: 'wait', minutes: DAY },
          stillIn(ARRIVAL_STAGE),
          { kind: 'notify', who: 'owner', text: missed.notice },
        ],
      };
    case 'attended':
      return {
        ...begun,
        name: attended.name,
        trigger: { kind: 'attended', minutes: 30 },
        actions: [
          { kind: 'mail', subject: attended.subject, text: attended.text, link: 'site' },
          { kind: 'notify', who: 'owner', text: attended.notice },
        ],
      };
    case 'followUp':
      return {
        ...begun,
        name: followUp.name,
        trigger: { kind: 'stage-entered', ...anywhere },
        actions: [
          { kind: 'wait', minutes: 3 * DAY },
          stillIn('contacted'),
          { kind: 'notify', who: 'owner', text: followUp.notice },
        ],
      };
  }
}

/** A rule of nobody yet. */
export const emptyBody = (): AutomationBody => ({
  name: '',
  trigger: triggerOf('registered'),
  conditions: [],
  actions: [actionOf('mail')],
});
