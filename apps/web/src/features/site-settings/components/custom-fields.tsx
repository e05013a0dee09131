import { MOST_CUSTOM_FIELDS, type CustomField } from '@stageline/contracts';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { get, useFieldArray, useWatch } from 'react-hook-form';
import { Button, Field, Select, Textarea } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { SwitchField } from './switch-field.tsx';
import { TextField } from './text-fields.tsx';

const KINDS = ['text', 'long-text', 'choice', 'checkbox'] as const satisfies readonly CustomField['kind'][];

/** A key that none of the others has, and that says nothing: answers are found by it however the question is reworded. */
const newKey = (): string => `q-${crypto.randomUUID().slice(0, 8)}`;

/** What a site asks of its own: up to ten questions that can be moved. */
export function CustomFields({ form }: { readonly form: ContentForm }) {
  const texts = settingsTexts();
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: 'registration.fields' });
  const rows = useRowFocus<HTMLDivElement>();
  const moveTo = (from: number, to: number) => {
    move(from, to);
    rows.moved(from, to);
  };
  const removeAt = (index: number) => {
    remove(index);
    rows.removed(index);
  };
  const error = (get(form.formState.errors, 'registration.fields') as { message?: string } | undefined)?.message;
  return (
    <div ref={rows.place} data-rows="" className="flex flex-col gap-6">
      {fields.map(({ id }, index) => (
        <fieldset key={id} className="flex flex-col gap-4 border-s-2 border-border ps-4">
          <legend className="float-start mb-2 flex w-full items-center gap-1 text-sm font-medium">
            <span className="me-auto">{texts.formQuestion(index + 1)}</span>
            <Button
              variant="ghost"
              size="icon"
              data-row="up"
              aria-label={texts.moveUp(texts.formQuestion(index + 1))}
              disabled={index === 0}
              onClick={() => moveTo(index, index - 1)}
            >
              <ArrowUp size={16} aria-hidden="true" />
            </Button>
            <Button
              variant="ghost"
              size="icon"
              data-row="down"
              aria-label={texts.moveDown(texts.formQuestion(index + 1))}
              disabled={index === fields.length - 1}
              onClick={() => moveTo(index, index + 1)}
            >
              <ArrowDown size={16} aria-hidden="true" />
            </Button>
            <Button
              variant="ghost"
              size="icon"
              data-row="remove"
              aria-label={texts.removeOne(texts.formQuestion(index + 1))}
              onClick={() => removeAt(index)}
            >
              <Trash2 size={16} aria-hidden="true" />
            </Button>
          </legend>
          <QuestionFields form={form} index={index} />
        </fieldset>
      ))}
      {error === undefined ? null : <p className="text-sm text-danger">{error}</p>}
      {fields.length < MOST_CUSTOM_FIELDS ? (
        <Button
          variant="ghost"
          size="sm"
          data-row="add"
          className="-ms-3 self-start"
          onClick={() => append({ key: newKey(), label: '', kind: 'text', isRequired: false, options: [] })}
        >
          <Plus size={16} aria-hidden="true" />
          {texts.addFormQuestion}
        </Button>
      ) : (
        <p className="text-xs text-text-muted">{texts.enoughQuestions}</p>
      )}
    </div>
  );
}

function QuestionFields({ form, index }: { readonly form: ContentForm; readonly index: number }) {
  const texts = settingsTexts();
  const at = `registration.fields.${index}` as const;
  const kind = useWatch({ control: form.control, name: `${at}.kind` });
  return (
    <>
      <TextField form={form} name={`${at}.label`} label={texts.questionLabel} maxLength={120} />
      <Field label={texts.questionKind}>
        {(control) => (
          <Select
            {...control}
            {...form.register(`${at}.kind`, {
              // Other kinds have no choices: what was typed would keep the form from being saved.
              onChange: ({ target }: { target: { value: string } }) =>
                target.value === 'choice' ? undefined : form.setValue(`${at}.options`, []),
            })}
          >
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {texts.kinds[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === 'choice' ? <OptionsField form={form} name={`${at}.options`} /> : null}
      <SwitchField form={form} name={`${at}.isRequired`} label={texts.questionRequired} />
    </>
  );
}

/** Choices, one a line. */
function OptionsField({
  form,
  name,
}: {
  readonly form: ContentForm;
  readonly name: `registration.fields.${number}.options`;
}) {
  const texts = settingsTexts();
  const found = get(form.formState.errors, name) as { message?: string } | { message?: string }[] | undefined;
  const error = Array.isArray(found) ? found.find((each) => each?.message)?.message : found?.message;
  const options = useWatch({ control: form.control, name }) ?? [];
  return (
    <Field label={texts.options} hint={texts.optionsHint} error={error}>
      {(control) => (
        <Textarea
          {...control}
          dir="auto"
          defaultValue={options.join('\n')}
          onChange={({ target }) =>
            form.setValue(
              name,
              target.value
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== ''),
              { shouldDirty: true, shouldValidate: true },
            )
          }
        />
      )}
    </Field>
  );
}
