import type { FieldErrors, FieldPath, UseFormRegister } from 'react-hook-form';
import { get } from 'react-hook-form';
import { Field, Input, Textarea } from '../../../shared/ui/index.ts';
import type { SettingsValues } from '../lib/settings-form.ts';

interface TextFieldProps {
  readonly register: UseFormRegister<SettingsValues>;
  readonly errors: FieldErrors<SettingsValues>;
  readonly name: FieldPath<SettingsValues>;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'email' | 'tel' | 'url';
  readonly maxLength?: number;
  readonly optional?: boolean;
  readonly multiline?: boolean;
}

/** One text of the site. */
export function TextField({
  register,
  errors,
  name,
  label,
  hint,
  type = 'text',
  maxLength,
  optional = false,
  multiline = false,
}: TextFieldProps) {
  const error = (get(errors, name) as { message?: string } | undefined)?.message;
  const props = {
    ...register(name),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) =>
        multiline ? <Textarea {...control} {...props} rows={4} /> : <Input {...control} {...props} type={type} />
      }
    </Field>
  );
}
