import { useId } from 'react';
import { Controller, type FieldPath } from 'react-hook-form';
import { Switch } from '../../../shared/ui/index.ts';
import type { ContentForm, ContentValues } from '../lib/content-form.ts';

/** Something that is on or off. */
export function SwitchField({
  form,
  name,
  label,
}: {
  readonly form: ContentForm;
  readonly name: FieldPath<ContentValues>;
  readonly label: string;
}) {
  const id = useId();
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <div className="flex min-h-11 items-center justify-between gap-4">
          <label htmlFor={id} className="text-sm font-medium">
            {label}
          </label>
          <Switch id={id} checked={field.value === true} onCheckedChange={field.onChange} />
        </div>
      )}
    />
  );
}
