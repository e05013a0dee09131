import type { FormValues } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Field, Input } from '../../../shared/ui/field.tsx';
import { Select } from '../../../shared/ui/select.tsx';
import { Textarea } from '../../../shared/ui/textarea.tsx';
import type { FormField } from '../lib/fields.ts';
import { registrationTexts } from '../texts.ts';

export const controlId = (name: string): string => `register-${name}`;

/** What a field is called: in the site's words, or in the page's. */
export const labelOf = ({ name, label }: FormField): string =>
  label ?? registrationTexts().fields[name as keyof ReturnType<typeof registrationTexts>['fields']];

interface FormControlProps {
  readonly field: FormField;
  readonly values: FormValues | undefined;
  readonly error: string | undefined;
  readonly onInput: () => void;
}

/** One field of the form. What was typed before a post without script comes back in it. */
export function FormControl({ field, values, error, onInput }: FormControlProps) {
  const { name, type, autoComplete, required, maxLength, pattern, options = [], half } = field;
  const before = values?.[name];
  if (type === 'checkbox') return <Box field={field} isTicked={before === 'yes'} error={error} onInput={onInput} />;
  const common = { name, autoComplete, required, maxLength, dir: 'auto' as const, defaultValue: before, onInput };
  return (
    <Field
      id={controlId(name)}
      label={<bdi className="wrap-anywhere">{labelOf(field)}</bdi>}
      optional={!required}
      error={error}
      className={cn(half === undefined ? 'col-span-2' : half === 'wide' && 'max-sm:col-span-2')}
    >
      {(control) => {
        if (type === 'long-text') return <Textarea {...control} {...common} rows={3} />;
        if (type !== 'choice') return <Input {...control} {...common} type={type} pattern={pattern} />;
        return (
          <Select {...control} name={name} required={required} defaultValue={before ?? ''} onInput={onInput}>
            <option value="">{registrationTexts().choose}</option>
            {options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        );
      }}
    </Field>
  );
}

/** Something to tick, its words beside it. */
function Box({
  field: { name, label, required },
  isTicked,
  error,
  onInput,
}: {
  readonly field: FormField;
  readonly isTicked: boolean;
  readonly error: string | undefined;
  readonly onInput: () => void;
}) {
  const id = controlId(name);
  return (
    <div className="col-span-2 min-w-0">
      <div className="flex items-start gap-3">
        <input
          id={id}
          type="checkbox"
          name={name}
          value="yes"
          required={required}
          defaultChecked={isTicked}
          onChange={onInput}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          aria-invalid={error === undefined ? undefined : true}
          className="mt-0.5 size-5 shrink-0 accent-primary"
        />
        <label htmlFor={id} className="min-w-0 text-sm whitespace-pre-line text-text wrap-anywhere" dir="auto">
          {label}
        </label>
      </div>
      {error === undefined ? null : (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-danger">
          {translated(error)}
        </p>
      )}
    </div>
  );
}
