import { get, type FieldPath } from 'react-hook-form';
import { Field, Input, Textarea } from '../../../shared/ui/index.ts';
import type { ContentForm, ContentValues } from '../lib/content-form.ts';
import { LockNote, useLock } from './policy-context.tsx';

interface TextFieldProps {
  readonly form: ContentForm;
  readonly name: FieldPath<ContentValues>;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'email' | 'tel' | 'url';
  readonly maxLength?: number;
  readonly optional?: boolean;
  readonly multiline?: boolean;
}

/** One text of the site. */
export function TextField(props: TextFieldProps) {
  const { form, name, label, hint, type = 'text', maxLength, optional = false, multiline = false } = props;
  const lock = useLock(name);
  const error = (get(form.formState.errors, name) as { message?: string } | undefined)?.message;
  const bound = {
    ...form.register(name),
    ...(maxLength === undefined ? {} : { maxLength }),
    readOnly: lock !== undefined,
  };
  return (
    <Field label={label} hint={lock === undefined ? hint : <LockNote lock={lock} />} error={error} optional={optional}>
      {(control) =>
        multiline ? (
          <Textarea {...control} {...bound} rows={4} dir="auto" />
        ) : (
          <Input {...control} {...bound} type={type} dir="auto" />
        )
      }
    </Field>
  );
}
