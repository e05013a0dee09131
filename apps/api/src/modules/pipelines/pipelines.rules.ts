import {
  ARRIVAL_STAGE,
  DEFAULT_PIPELINE,
  ProblemError,
  type PipelineId,
  type pipelines,
  type ProblemIssue,
  type StageId,
  type StageInput,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { isBuiltIn, type Pipeline, type Stage } from './pipelines.types.ts';

const nameOf = (stage: { readonly name: string | null; readonly id?: StageId | undefined }): string =>
  (stage.name ?? stage.id ?? '').normalize('NFKC').toLowerCase();

/**
 * The stages that a pipeline gets out of what was sent: stages keep their ids and their kind, new ones get an id, and those
 * that are missing become former ones.
 * @throws ProblemError `validation-failed` with a pointer to every stage that cannot be
 */
export function changedStages(
  before: Pick<Pipeline, 'id' | 'stages' | 'formerStages'>,
  wanted: readonly StageInput[],
): Pick<Pipeline, 'stages' | 'formerStages'> {
  const issues: ProblemIssue[] = [];
  const refuse = (place: string, message: string) =>
    void issues.push({ in: 'body', pointer: `/stages${place}`, message });
  const known = new Map([...before.stages, ...before.formerStages].map((stage) => [stage.id, stage]));
  const names = new Set<string>();
  const ids = new Set<StageId>();
  const stages = wanted.map((input, index): Stage => {
    const { id, name, kind, entry, leadsTo } = input;
    const old = id === undefined ? undefined : known.get(id);
    if (id !== undefined && old === undefined) refuse(`/${index}/id`, 'This pipeline has no such stage.');
    if (id !== undefined && ids.has(id)) refuse(`/${index}/id`, 'This stage is there twice.');
    if (old !== undefined && old.kind !== kind)
      refuse(`/${index}/kind`, 'What a stage means cannot change, because leads have stood in it. Make a new stage.');
    if (name === null && !(id !== undefined && isBuiltIn(id)))
      refuse(`/${index}/name`, 'Please give the stage a name.');
    if (names.has(nameOf(input))) refuse(`/${index}/name`, 'There is a stage of this name already.');
    names.add(nameOf(input));
    const own = id ?? newId('stg');
    ids.add(own);
    return { id: own, name, kind, entry: [...new Set(entry)], leadsTo, origin: old?.origin ?? null };
  });
  stages.forEach((stage, index) => {
    if (stage.leadsTo?.some((next) => !ids.has(next)))
      refuse(`/${index}/leadsTo`, 'It leads to a stage that is not there.');
  });
  if (!stages.some(({ kind }) => kind === 'open')) refuse('', 'A pipeline needs a stage for leads that are worked on.');
  if (!stages.some(({ kind }) => kind === 'won')) refuse('', 'A pipeline needs a stage for leads that are won.');
  if (before.id === DEFAULT_PIPELINE && !ids.has(ARRIVAL_STAGE))
    refuse('', 'Registrations arrive in its first stage, which has to stay. You can rename it.');
  if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
  return { stages, formerStages: [...known.values()].filter(({ id }) => !ids.has(id)) };
}

/** The stages that are taken away by a change. */
export const removedStages = (before: Pipeline, after: Pick<Pipeline, 'stages'>): StageId[] => {
  const kept = new Set(after.stages.map(({ id }) => id));
  return before.stages.map(({ id }) => id).filter((id) => !kept.has(id));
};

/** What a lead has, as far as stages may ask for it. */
export interface EntryFacts {
  readonly hasAssignee: boolean;
  readonly hasPhone: boolean;
  readonly hasCompany: boolean;
  readonly hasAttended: boolean;
  readonly hasReason: boolean;
}

const entryRules: Readonly<Record<Stage['entry'][number], { fact: keyof EntryFacts; message: string }>> = {
  assignee: { fact: 'hasAssignee', message: 'Somebody has to be assigned to the lead first.' },
  phone: { fact: 'hasPhone', message: 'The lead needs a phone number first.' },
  company: { fact: 'hasCompany', message: 'The lead needs a company first.' },
  attended: { fact: 'hasAttended', message: 'The lead has to have attended a masterclass first.' },
  reason: { fact: 'hasReason', message: 'Please say why.' },
};

/**
 * Where a move leads.
 * @param from null where the lead comes from another pipeline: what a stage leads to holds within its pipeline
 * @throws ProblemError `validation-failed` for a stage that the pipeline does not have; `stage-closed` where its rules, or
 * those of the stage that the lead stands in, do not allow the move
 */
export function stageToEnter(
  pipeline: Pick<Pipeline, 'stages' | 'formerStages'>,
  from: StageId | null,
  to: StageId,
  facts: EntryFacts,
): Stage {
  const stage = pipeline.stages.find(({ id }) => id === to);
  if (stage === undefined) {
    const issue = { in: 'body', pointer: '/stage', message: 'This pipeline has no such stage.' } as const;
    throw new ProblemError('validation-failed', { issues: [issue] });
  }
  const leadsTo = pipeline.stages.find(({ id }) => id === from)?.leadsTo ?? null;
  const issues: ProblemIssue[] = [];
  const refuse = (pointer: string, message: string) => void issues.push({ in: 'body', pointer, message });
  if (leadsTo !== null && !leadsTo.includes(to))
    refuse('/stage', 'Leads do not go there from the stage they stand in.');
  for (const rule of stage.entry) {
    const { fact, message } = entryRules[rule];
    if (!facts[fact]) refuse(rule === 'reason' ? '/reason' : '/stage', message);
  }
  if (issues.length > 0) throw new ProblemError('stage-closed', { issues });
  return stage;
}

/** The pipeline as clients get it. */
export const presentPipeline = ({ id, version, name, stages, formerStages }: Pipeline): pipelines.PipelineView => ({
  id,
  version,
  name,
  stages: stages.map(presentStage),
  formerStages: formerStages.map(presentStage),
});
const presentStage = ({ id, name, kind, entry, leadsTo }: Stage): pipelines.StageView => ({
  id,
  name,
  kind,
  entry: [...entry],
  leadsTo: leadsTo === null ? null : [...leadsTo],
});

/** How an audit entry and a message name a pipeline. */
export const pipelineName = ({ id, name }: { readonly id: PipelineId; readonly name: string | null }): string =>
  name ?? id;
