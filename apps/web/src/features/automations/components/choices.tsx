import type { PipelineId, StageId } from '@stageline/contracts';
import { Field, Input, Select } from '../../../shared/ui/index.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';

interface Labelled {
  readonly label: string;
  readonly error?: string | undefined;
  readonly className?: string;
}

interface PlaceChoiceProps extends Labelled {
  readonly value: { readonly pipelineId: PipelineId; readonly stage: StageId };
  readonly onChange: (place: { pipelineId: PipelineId; stage: StageId }) => void;
  readonly names: Names;
}
/** A stage of any pipeline. One that was taken away stays chosen and says so. */
export function PlaceChoice({ value, onChange, names, ...field }: PlaceChoiceProps) {
  const texts = automationsTexts();
  const { all } = names.pipelines;
  const chosen = `${value.pipelineId} ${value.stage}`;
  const isThere = all.some(
    ({ id, stages }) => id === value.pipelineId && stages.some((stage) => stage.id === value.stage),
  );
  const choose = (text: string) => {
    const [pipelineId, stage] = text.split(' ') as [PipelineId, StageId];
    onChange({ pipelineId, stage });
  };
  return (
    <Field {...field}>
      {(control) => (
        <Select {...control} value={chosen} onChange={({ target }) => choose(target.value)}>
          {isThere ? null : (
            <option value={chosen} disabled>
              {`${names.pipelines.stageOf(value).name} (${texts.gone})`}
            </option>
          )}
          {all.map(({ id, name, stages }) => {
            const options = stages.map((stage) => (
              <option key={stage.id} value={`${id} ${stage.id}`}>
                {stage.name}
              </option>
            ));
            return all.length === 1 ? (
              options
            ) : (
              <optgroup key={id} label={name}>
                {options}
              </optgroup>
            );
          })}
        </Select>
      )}
    </Field>
  );
}

interface MemberChoiceProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly names: Names;
  /** Choices that are no member. */
  readonly others: readonly (readonly [value: string, label: string])[];
}
/** A member of the team, or one of a few others. */
export function MemberChoice({ value, onChange, names, others, ...field }: MemberChoiceProps) {
  const texts = automationsTexts();
  const isKnown = others.some(([other]) => other === value) || names.members.some(({ id }) => id === value);
  return (
    <Field {...field}>
      {(control) => (
        <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          {isKnown ? null : (
            <option value={value} disabled>
              {names.member(value) || texts.gone}
            </option>
          )}
          {others.map(([other, label]) => (
            <option key={other} value={other}>
              {label}
            </option>
          ))}
          {names.members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface ChoiceProps<T extends string> extends Labelled {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: Readonly<Record<T, string>>;
}
/** One of a few. */
export const Choice = <T extends string>({ value, onChange, options, ...field }: ChoiceProps<T>) => (
  <Field {...field}>
    {(control) => (
      <Select {...control} value={value} onChange={({ target }) => onChange(target.value as T)}>
        {Object.entries<string>(options).map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </Select>
    )}
  </Field>
);

interface NumberInputProps extends Labelled {
  readonly value: number;
  readonly onChange: (value: number) => void;
}
/** A whole number; nothing typed is 0, of which the server says what is wrong. */
export const NumberInput = ({ value, onChange, ...field }: NumberInputProps) => (
  <Field {...field}>
    {(control) => (
      <Input
        {...control}
        type="number"
        inputMode="numeric"
        min={1}
        value={value === 0 ? '' : value}
        onChange={({ target }) => onChange(Math.trunc(Number(target.value)) || 0)}
      />
    )}
  </Field>
);
