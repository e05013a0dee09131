import type { AutomationTrigger } from '@stageline/contracts';
import { triggerOf } from '../lib/draft.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { Choice, NumberInput, PlaceChoice } from './choices.tsx';

interface TriggerFieldsProps {
  readonly value: AutomationTrigger;
  readonly onChange: (trigger: AutomationTrigger) => void;
  readonly names: Names;
  readonly error: string | undefined;
}

/** What sets the rule going. */
export function TriggerFields({ value, onChange, names, error }: TriggerFieldsProps) {
  const texts = automationsTexts();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choice
        label={texts.whenLabel}
        value={value.kind}
        options={texts.triggers}
        error={'stage' in value ? undefined : error}
        onChange={(kind) => onChange(triggerOf(kind, value))}
      />
      {'stage' in value ? (
        <PlaceChoice
          label={texts.stageOf}
          value={value}
          names={names}
          error={error}
          onChange={(place) => onChange({ ...value, ...place })}
        />
      ) : null}
      {value.kind === 'attended' ? (
        <NumberInput
          label={texts.minutesAtLeast}
          value={value.minutes}
          onChange={(minutes) => onChange({ ...value, minutes })}
        />
      ) : null}
    </div>
  );
}
