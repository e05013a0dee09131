import { type Control, Controller, type FieldErrors, type UseFormRegister } from 'react-hook-form';
import { useId } from 'react';
import { Field, Input, Select, Switch } from '../../../shared/ui/index.ts';
import type { SettingsValues } from '../lib/settings-form.ts';

interface LineFieldsProps {
  readonly control: Control<SettingsValues>;
  readonly register: UseFormRegister<SettingsValues>;
  readonly errors: FieldErrors<SettingsValues>;
}

/** How the line of new members looks on the page. */
export function LineFields({ control, register, errors }: LineFieldsProps) {
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Members shown" error={errors.line?.displayLimit?.message}>
          {(a11y) => (
            <Input
              {...a11y}
              type="number"
              min={1}
              max={100}
              inputMode="numeric"
              {...register('line.displayLimit', { valueAsNumber: true })}
            />
          )}
        </Field>
        <Field label="Names">
          {(a11y) => (
            <Select {...a11y} {...register('line.memberDisplayFormat')}>
              <option value="firstNameLastInitial">John S.</option>
              <option value="firstName">John</option>
              <option value="initials">J. S.</option>
            </Select>
          )}
        </Field>
        <Field label="Speed of the movement" hint="Off for everybody who asked their device for less motion.">
          {(a11y) => (
            <Select {...a11y} {...register('line.animationSpeed')}>
              <option value="slow">Slow</option>
              <option value="medium">Medium</option>
              <option value="fast">Fast</option>
            </Select>
          )}
        </Field>
      </div>
      <SwitchField control={control} name="line.showTimestamps" label="Show when people joined" />
      <SwitchField control={control} name="line.highlightNewMembers" label="Highlight new members" />
    </div>
  );
}

function SwitchField({
  control,
  name,
  label,
}: {
  control: Control<SettingsValues>;
  name: 'line.showTimestamps' | 'line.highlightNewMembers';
  label: string;
}) {
  const id = useId();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <div className="flex min-h-11 items-center justify-between gap-4">
          <label htmlFor={id} className="text-sm font-medium">
            {label}
          </label>
          <Switch id={id} checked={field.value ?? false} onCheckedChange={field.onChange} />
        </div>
      )}
    />
  );
}
