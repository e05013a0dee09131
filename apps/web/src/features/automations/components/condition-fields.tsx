import type { AutomationCondition, PipelineId, StageId } from '@stageline/contracts';
import { useId } from 'react';
import { conditionOf } from '../lib/draft.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { Choice, MemberChoice, NumberInput } from './choices.tsx';

type Of<K extends AutomationCondition['kind']> = Extract<AutomationCondition, { kind: K }>;
interface ConditionFieldsProps<K extends AutomationCondition['kind'] = AutomationCondition['kind']> {
  readonly value: Of<K>;
  readonly onChange: (condition: AutomationCondition) => void;
  readonly names: Names;
  readonly label: string;
  readonly error: string | undefined;
}

/** One thing that has to hold of a lead. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { value, onChange, label, error } = props;
  const texts = automationsTexts();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choice
        label={label}
        value={value.kind}
        options={texts.conditions}
        error={error}
        onChange={(kind) => onChange(conditionOf(kind))}
      />
      <Rest {...props} />
    </div>
  );
}

function Rest({ value, onChange, names, ...rest }: ConditionFieldsProps) {
  const texts = automationsTexts();
  switch (value.kind) {
    case 'stage':
      return <StageFields {...rest} value={value} onChange={onChange} names={names} />;
    case 'owner':
      return (
        <MemberChoice
          label={texts.who}
          value={value.who}
          names={names}
          others={[
            ['nobody', texts.nobody],
            ['somebody', texts.somebody],
          ]}
          onChange={(who) => onChange({ ...value, who: who as Of<'owner'>['who'] })}
        />
      );
    case 'source':
      return (
        <Choice
          label={texts.conditions.source}
          value={value.source}
          options={texts.sources}
          onChange={(source) => onChange({ ...value, source })}
        />
      );
    case 'attended':
      return (
        <div className="grid grid-cols-2 gap-4">
          <Choice
            label={texts.howLong}
            value={value.than}
            options={texts.thans}
            onChange={(than) => onChange({ ...value, than })}
          />
          <NumberInput
            label={texts.minutes}
            value={value.minutes}
            onChange={(minutes) => onChange({ ...value, minutes })}
          />
        </div>
      );
    case 'has':
      return <HasField value={value} onChange={onChange} />;
  }
}

function HasField({ value, onChange }: Pick<ConditionFieldsProps<'has'>, 'value' | 'onChange'>) {
  const texts = automationsTexts();
  const options = Object.fromEntries(
    Object.entries(texts.has).flatMap(([what, { yes, no }]) => [
      [`${what} yes`, yes],
      [`${what} no`, no],
    ]),
  ) as Record<`${Of<'has'>['what']} ${'yes' | 'no'}`, string>;
  const choose = (text: string) => {
    const [what, is] = text.split(' ') as [Of<'has'>['what'], string];
    onChange({ kind: 'has', what, is: is === 'yes' });
  };
  return (
    <Choice
      label={texts.conditions.has}
      value={`${value.what} ${value.is ? 'yes' : 'no'}`}
      options={options}
      onChange={choose}
    />
  );
}

function StageFields({ value, onChange, names }: ConditionFieldsProps<'stage'>) {
  const texts = automationsTexts();
  const group = useId();
  const { all, find, stageOf } = names.pipelines;
  const present = find(value.pipelineId)?.stages ?? [];
  const gone = value.stages.filter((id) => !present.some((stage) => stage.id === id));
  const stages = [
    ...present,
    ...gone.map((id) => ({ id, name: `${stageOf({ ...value, stage: id }).name} (${texts.gone})` })),
  ];
  const toggle = (id: StageId, on: boolean) =>
    onChange({ ...value, stages: on ? [...value.stages, id] : value.stages.filter((other) => other !== id) });
  const choosePipeline = (pipelineId: PipelineId) => {
    const first = find(pipelineId)?.stages[0]?.id;
    onChange({ ...value, pipelineId, stages: first === undefined ? [] : [first] });
  };
  return (
    <div className="min-w-0">
      {all.length > 1 ? (
        <Choice
          className="mb-3"
          label={texts.pipelineOf}
          value={value.pipelineId}
          options={Object.fromEntries(all.map(({ id, name }) => [id, name])) as Record<PipelineId, string>}
          onChange={choosePipeline}
        />
      ) : null}
      <p id={group} className="mb-1 text-sm font-medium">
        {texts.stagesOf}
      </p>
      <div role="group" aria-labelledby={group} className="flex flex-wrap gap-x-5">
        {stages.map(({ id, name }) => (
          <label key={id} className="flex min-h-9 cursor-pointer items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="size-4.5 shrink-0 accent-primary"
              checked={value.stages.includes(id)}
              onChange={({ target }) => toggle(id, target.checked)}
            />
            <span className="min-w-0 wrap-anywhere">{name}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
