import { useId } from 'react';
import { Controller, type FieldPathByValue, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { Switch } from './switch.tsx';

interface SwitchLineProps<V extends FieldValues> {
  readonly form: UseFormReturn<V>;
  readonly name: FieldPathByValue<V, boolean>;
  readonly label: string;
  readonly hint?: string;
}
/** One thing of a form that is on or off: what it is, what it does, and the switch at the end of the line. */
export function SwitchLine<V extends FieldValues>({ form, name, label, hint }: SwitchLineProps<V>) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className="numeric mt-0.5 text-xs text-text-muted">
            {hint}
          </p>
        )}
      </div>
      <Controller
        control={form.control}
        name={name}
        render={({ field: { value, onChange } }) => (
          <Switch
            id={id}
            checked={value}
            onCheckedChange={onChange}
            aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          />
        )}
      />
    </div>
  );
}
