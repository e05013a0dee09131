import { brandPalette, contrastOf } from '@stageline/domain';
import { Controller, type Control } from 'react-hook-form';
import { Field, Input } from '../../../shared/ui/index.ts';
import type { SettingsValues } from '../lib/settings-form.ts';

interface ColourFieldProps {
  readonly control: Control<SettingsValues>;
  readonly name: 'theme.primaryColor' | 'theme.secondaryColor';
  readonly label: string;
  readonly fallback: string;
}

const isHex = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value);

/** A colour by picker or by code, with a word on how well text on it can be read. */
export function ColourField({ control, name, label, fallback }: ColourFieldProps) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <Field
          label={label}
          error={fieldState.error?.message}
          hint={isHex(field.value) ? contrastHint(field.value) : 'Six digits, such as #3b82f6.'}
        >
          {(a11y) => (
            <div className="flex gap-2">
              <input
                type="color"
                aria-label={`${label}, colour picker`}
                value={isHex(field.value) ? field.value : fallback}
                onChange={(event) => field.onChange(event.target.value)}
                className="h-11 w-14 shrink-0 cursor-pointer rounded-md border border-control bg-raised p-1"
              />
              <Input
                {...a11y}
                {...field}
                spellCheck={false}
                autoComplete="off"
                maxLength={7}
                className="font-sans numeric"
              />
            </div>
          )}
        </Field>
      )}
    />
  );
}

/** What the page does with the colour so that everybody can read it (WCAG 2.2 AA, 1.4.3). */
function contrastHint(hex: string): string {
  const palette = brandPalette({ primaryColor: hex, secondaryColor: hex, typePairing: 'modern' }, 'light');
  const fill = palette['primary'] ?? hex;
  const on = palette['on-primary'] ?? '#ffffff';
  const ratio = contrastOf(fill, on).toFixed(1);
  const tone = on === '#ffffff' ? 'White' : 'Dark';
  return fill.toLowerCase() === hex.toLowerCase()
    ? `${tone} text on it has a contrast of ${ratio}, which is easy to read.`
    : `On buttons we use the deeper ${fill}, so that text has a contrast of ${ratio}.`;
}
