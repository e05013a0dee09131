import { DEFAULT_PIPELINE, type AutomationBody, type StageId } from '@stageline/contracts';
import { actionText, conditionText, triggerText, type RuleNames } from '../../../shared/lib/automation-words.ts';
import { presentPipeline } from '../../../shared/lib/pipelines.ts';
import { templateTexts } from '../texts.ts';

/** An automation as an update shows it: by the keys of its side's pipelines, which come with it. */
interface Carried extends Pick<AutomationBody, 'name' | 'trigger' | 'conditions' | 'actions'> {
  readonly pipelines: readonly {
    readonly key: string;
    readonly name: string | null;
    readonly stages: readonly { readonly key: string; readonly name: string | null }[];
  }[];
}

export const isAutomation = (value: unknown): value is Carried =>
  typeof value === 'object' && value !== null && 'trigger' in value && 'actions' in value;

function namesOf(pipelines: Carried['pipelines']): RuleNames {
  const texts = templateTexts();
  const nameOf = (stage: { readonly key: string; readonly name: string | null }) =>
    presentPipeline({
      id: DEFAULT_PIPELINE,
      version: 0,
      name: null,
      stages: [{ id: stage.key as StageId, name: stage.name, kind: 'open', entry: [], leadsTo: null }],
      formerStages: [],
    }).stages[0]!.name;
  return {
    place({ pipelineId, stage }) {
      const pipeline = pipelines.find(({ key }) => key === pipelineId);
      const found = pipeline?.stages.find(({ key }) => key === stage);
      // A template that says nothing of the default pipeline leaves its stages as every site has them.
      const name = nameOf(found ?? { key: pipelineId === DEFAULT_PIPELINE ? stage : '', name: null }) || texts.notThere;
      return pipeline?.name == null ? name : `${name} (${pipeline.name})`;
    },
    member: (who) => (who === 'promoter' ? texts.promoter : who === 'member' ? texts.member : texts.ownMember),
  };
}

/** When, if and then, with what it writes: whoever takes it over reads all of it. */
export function AutomationValue({ automation }: { readonly automation: Carried }) {
  const texts = templateTexts();
  const names = namesOf(automation.pipelines);
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium wrap-anywhere">{automation.name}</p>
      <p className="wrap-anywhere">{texts.when(triggerText(automation.trigger, names))}</p>
      {automation.conditions.map((condition, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a list that is only read; its places are what they are
        <p key={index} className="wrap-anywhere">
          {texts.onlyIf(conditionText(condition, names))}
        </p>
      ))}
      <ol className="flex list-decimal flex-col gap-1 ps-5">
        {automation.actions.map((action, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <li key={index} className="wrap-anywhere">
            {actionText(action, names)}
            {'text' in action ? (
              <span className="mt-1 block max-h-32 overflow-y-auto border-s-2 border-border ps-2 whitespace-pre-wrap text-text-muted">
                {action.text}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
