import type { automations, MembershipId, PipelineId, StageId } from '@stageline/contracts';
import type { Pipeline } from '../pipelines/index.ts';
import type { Definition } from './automations.types.ts';

export interface ReferencesDeps {
  readonly pipelines: { find(id: PipelineId): Promise<Pipeline | null> };
  readonly members: { find(id: MembershipId): Promise<{ readonly name: string } | null> };
}

type Missing = automations.AutomationView['missing'][number];
type Named =
  | { readonly pointer: string; readonly pipelineId: PipelineId; readonly stages: readonly StageId[] }
  | { readonly pointer: string; readonly membershipId: MembershipId };

const isMember = (id: string): id is MembershipId => id.startsWith('mem_');

function namedByCondition(condition: Definition['conditions'][number], pointer: string): Named[] {
  if (condition.kind === 'stage') return [{ pointer, pipelineId: condition.pipelineId, stages: condition.stages }];
  if (condition.kind === 'owner' && isMember(condition.who)) return [{ pointer, membershipId: condition.who }];
  return [];
}

function namedByAction(action: Definition['actions'][number], pointer: string): Named[] {
  if (action.kind === 'move') return [{ pointer, pipelineId: action.pipelineId, stages: [action.stage] }];
  if (action.kind === 'assign' && isMember(action.to)) return [{ pointer, membershipId: action.to }];
  if (action.kind === 'notify' && isMember(action.who)) return [{ pointer, membershipId: action.who }];
  if (action.kind === 'check') return namedByCondition(action.condition, `${pointer}/condition`);
  return [];
}

/** Everything that a rule names, by ids, and where. */
export const namedBy = ({ trigger, conditions, actions }: Definition): Named[] => [
  ...('pipelineId' in trigger
    ? [{ pointer: '/trigger', pipelineId: trigger.pipelineId, stages: [trigger.stage] }]
    : []),
  ...conditions.flatMap((condition, index) => namedByCondition(condition, `/conditions/${index}`)),
  ...actions.flatMap((action, index) => namedByAction(action, `/actions/${index}`)),
];

/** Finds what a rule names and is not there any more; what is asked for twice is looked up once. */
export function createReferences({ pipelines, members }: ReferencesDeps) {
  const once = <K, V>(find: (key: K) => Promise<V>) => {
    const found = new Map<K, Promise<V>>();
    return (key: K): Promise<V> => {
      const known = found.get(key) ?? find(key);
      found.set(key, known);
      return known;
    };
  };
  const pipelineOf = once((id: PipelineId) => pipelines.find(id));
  const memberOf = once((id: MembershipId) => members.find(id));

  async function missingOf(named: Named): Promise<Missing[]> {
    const { pointer } = named;
    if ('membershipId' in named)
      return (await memberOf(named.membershipId)) === null ? [{ pointer, what: 'member' }] : [];
    const pipeline = await pipelineOf(named.pipelineId);
    if (pipeline === null) return [{ pointer, what: 'pipeline' }];
    const present = new Set(pipeline.stages.map(({ id }) => id));
    return named.stages.every((stage) => present.has(stage)) ? [] : [{ pointer, what: 'stage' }];
  }

  /** A condition or trigger of a stage that was taken away is met by nobody, and half a rule is worse than none. */
  return async (definition: Definition): Promise<Missing[]> => {
    const missing: Missing[] = [];
    for (const named of namedBy(definition)) missing.push(...(await missingOf(named)));
    return missing;
  };
}
