import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { Controller } from 'react-hook-form';
import { Button, Input } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';

const MOST = 6;

/** The list of what people get: up to six lines that can be moved. */
export function BenefitsField({ form }: { readonly form: ContentForm }) {
  return (
    <Controller
      control={form.control}
      name="profile.benefits"
      render={({ field }) => (
        <Benefits
          values={field.value ?? []}
          onChange={field.onChange}
          errors={form.formState.errors.profile?.benefits}
        />
      )}
    />
  );
}

interface BenefitsProps {
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  readonly errors: unknown;
}

const messageAt = (errors: unknown, index: number): string | undefined =>
  Array.isArray(errors) ? (errors[index] as { message?: string } | undefined)?.message : undefined;

function Benefits({ values, onChange, errors }: BenefitsProps) {
  const texts = settingsTexts();
  const rows = useRowFocus<HTMLFieldSetElement>();
  const move = (index: number, by: number) => {
    const next = [...values];
    next.splice(index + by, 0, ...next.splice(index, 1));
    onChange(next);
    rows.moved(index, index + by);
  };
  const remove = (index: number) => {
    onChange(values.toSpliced(index, 1));
    rows.removed(index);
  };
  const add = () => {
    onChange([...values, '']);
    requestAnimationFrame(() => rows.place.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };
  return (
    <fieldset ref={rows.place} data-rows="">
      <legend className="mb-1.5 text-sm font-medium">{texts.benefits}</legend>
      <ul className="flex flex-col gap-2">
        {values.map((value, index) => {
          const error = messageAt(errors, index);
          return (
            <li key={index}>
              <div className="flex gap-1">
                <Input
                  aria-label={texts.benefit(index + 1)}
                  aria-invalid={error === undefined ? undefined : true}
                  maxLength={140}
                  value={value}
                  onChange={(event) => onChange(values.with(index, event.target.value))}
                />
                <Button
                  variant="ghost"
                  size="icon"
                  data-row="up"
                  aria-label={texts.moveUp(texts.benefit(index + 1))}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp size={16} aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  data-row="down"
                  aria-label={texts.moveDown(texts.benefit(index + 1))}
                  disabled={index === values.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown size={16} aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  data-row="remove"
                  aria-label={texts.removeOne(texts.benefit(index + 1))}
                  onClick={() => remove(index)}
                >
                  <Trash2 size={16} aria-hidden="true" />
                </Button>
              </div>
              {error === undefined ? null : <p className="mt-1 text-sm text-danger">{error}</p>}
            </li>
          );
        })}
      </ul>
      {values.length < MOST ? (
        <Button variant="ghost" size="sm" data-row="add" className="mt-2 -ms-3" onClick={add}>
          <Plus size={16} aria-hidden="true" />
          {texts.addLine}
        </Button>
      ) : (
        <p className="mt-2 text-xs text-text-muted">{texts.enoughLines}</p>
      )}
    </fieldset>
  );
}
