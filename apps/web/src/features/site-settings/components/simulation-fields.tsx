import { Controller, get } from 'react-hook-form';
import { Field, Input, Select } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { SwitchField } from './switch-field.tsx';

const PACKAGES = ['starter', 'elite', 'pro'] as const;
const AT = 'line.simulationSettings';

/** Members that nobody is, for demo and preview sites: how fast they come, and what they are said to have chosen (H-08). */
export function SimulationFields({ form }: { readonly form: ContentForm }) {
  const texts = settingsTexts();
  const messageAt = (field: string) => (get(form.formState.errors, field) as { message?: string } | undefined)?.message;
  const parts = messageAt(`${AT}.packagesDistribution`) ?? messageAt(`${AT}.packagesDistribution.root`);
  const refused = messageAt(`${AT}.enabled`);
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-dashed border-control p-4">
      <legend className="px-1 text-sm font-medium">{texts.simulation}</legend>
      <p className="text-sm text-text-muted">{texts.simulationHint}</p>
      <SwitchField form={form} name={`${AT}.enabled`} label={texts.simulate} />
      {refused === undefined ? null : (
        <p role="alert" className="text-sm text-danger">
          {refused}
        </p>
      )}
      <Field label={texts.growth}>
        {(a11y) => (
          <Select {...a11y} {...form.register(`${AT}.growthRate`)}>
            {(['slow', 'medium', 'fast'] as const).map((rate) => (
              <option key={rate} value={rate}>
                {texts.growths[rate]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-3 gap-3">
        {PACKAGES.map((name) => (
          <Controller
            key={name}
            control={form.control}
            name={`${AT}.packagesDistribution.${name}`}
            render={({ field }) => (
              <Field label={texts.packages[name]}>
                {(a11y) => (
                  <Input
                    {...a11y}
                    type="number"
                    min={0}
                    max={100}
                    inputMode="numeric"
                    value={Number.isFinite(field.value) ? Math.round(Number(field.value) * 100) : ''}
                    onBlur={field.onBlur}
                    onChange={(event) => field.onChange(event.target.valueAsNumber / 100)}
                  />
                )}
              </Field>
            )}
          />
        ))}
      </div>
      {parts === undefined ? null : (
        <p role="alert" className="text-sm text-danger">
          {parts}
        </p>
      )}
    </fieldset>
  );
}
