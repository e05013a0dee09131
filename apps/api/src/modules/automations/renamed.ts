import type { automations } from '@stageline/contracts';
import type { z } from 'zod';

type Rules = ReturnType<typeof automations.automationRules<z.ZodString, z.ZodString, z.ZodString>>;
type Condition = z.infer<Rules['Condition']>;
type Action = z.infer<Rules['Action']>;

/** What a rule says, whatever its names are: ids of a site, or what a template has for them. */
export interface AnyDefinition {
  readonly trigger: z.infer<Rules['Trigger']>;
  readonly conditions: readonly Condition[];
  readonly actions: readonly Action[];
}

interface Place {
  readonly pipelineId: string;
  readonly stage: string;
}
/** Other names for what a rule names. */
export interface Renaming {
  /** Of stages of one pipeline. */
  places(pipelineId: string, stages: readonly string[]): { pipelineId: string; stages: string[] };
  member(name: string): string;
}

const PLAIN: readonly string[] = ['nobody', 'somebody', 'rules', 'owner'];

/** The same rule under other names. */
export function renamed({ trigger, conditions, actions }: AnyDefinition, { places, member }: Renaming): AnyDefinition {
  const whom = (name: string): string => (PLAIN.includes(name) ? name : member(name));
  const inPlace = <T extends Place>(what: T): T => {
    const { pipelineId, stages } = places(what.pipelineId, [what.stage]);
    return { ...what, pipelineId, stage: stages[0]! };
  };
  const condition = (what: Condition): Condition => {
    if (what.kind === 'stage') return { ...what, ...places(what.pipelineId, what.stages) };
    return what.kind === 'owner' ? { ...what, who: whom(what.who) } : what;
  };
  const action = (what: Action): Action => {
    if (what.kind === 'move') return inPlace(what);
    if (what.kind === 'assign') return { ...what, to: whom(what.to) };
    if (what.kind === 'notify') return { ...what, who: whom(what.who) };
    return what.kind === 'check' ? { ...what, condition: condition(what.condition) } : what;
  };
  return {
    trigger: 'stage' in trigger ? inPlace(trigger) : trigger,
    conditions: conditions.map(condition),
    actions: actions.map(action),
  };
}
