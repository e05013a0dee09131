import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, type UseFormReturn } from 'react-hook-form';
import { minorOf } from '../../../shared/lib/money.ts';
import { Button, Field, Input } from '../../../shared/ui/index.ts';
import { newLine, quantityOf, type DraftValues } from '../lib/draft-values.ts';
import { moneyTexts } from '../texts.ts';

/** As many as an invoice may have. */
const MOST_LINES = 100;

/** What an invoice is for, line by line. */
export function DraftLines({ form }: { readonly form: UseFormReturn<DraftValues> }) {
  const texts = moneyTexts().draft;
  const { fields, append, remove } = useFieldArray({ control: form.control as never, name: 'lines' as never });
  const { errors } = form.formState;
  const currency = () => form.getValues('currency');
  return (
    <>
      {fields.map(({ id }, index) => {
        const wrong = errors.lines?.[index];
        const number = index + 1;
        return (
          <fieldset key={id} className="flex min-w-0 flex-col gap-3 border-b border-border pb-5 last-of-type:border-0">
            <legend className="sr-only">{texts.line(number)}</legend>
            <Field label={texts.description} error={wrong?.description?.message}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={300}
                  autoComplete="off"
                  {...form.register(`lines.${index}.description`)}
                />
              )}
            </Field>
            <div className="grid grid-cols-[5.5rem_1fr_auto] items-start gap-3">
              <Field label={texts.quantity} error={wrong?.quantity?.message}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="numeric"
                    maxLength={4}
                    {...form.register(`lines.${index}.quantity`, {
                      validate: (text) => quantityOf(text) !== null || texts.badQuantity,
                    })}
                  />
                )}
              </Field>
              <Field label={texts.unit} error={wrong?.unitAmount?.message}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    maxLength={12}
                    {...form.register(`lines.${index}.unitAmount`, {
                      validate: (text) => minorOf(text, currency()) !== null || texts.badAmount,
                    })}
                  />
                )}
              </Field>
              <Button
                variant="ghost"
                size="icon"
                className="mt-6.5"
                aria-label={texts.removeLine(number)}
                disabled={fields.length === 1}
                onClick={() => remove(index)}
              >
                <Trash2 size={16} aria-hidden="true" />
              </Button>
            </div>
          </fieldset>
        );
      })}
      {fields.length < MOST_LINES ? (
        <Button className="self-start" onClick={() => append(newLine as never)}>
          <Plus size={16} aria-hidden="true" />
          {texts.addLine}
        </Button>
      ) : null}
    </>
  );
}
