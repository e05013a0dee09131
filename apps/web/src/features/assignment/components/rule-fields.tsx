import { useId } from 'react';
import { Controller, useWatch, type UseFormReturn } from 'react-hook-form';
import { Field, Input, Select, Switch } from '../../../shared/ui/index.ts';
import type { FormValues } from '../lib/form-values.ts';
import { assignmentTexts } from '../texts.ts';

type Form = UseFormReturn<FormValues>;
const RANKS = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** What holds for the whole site. */
export function RuleFields({ form }: { readonly form: Form }) {
  const texts = assignmentTexts();
  const { register, control, formState } = form;
  const method = useWatch({ control, name: 'method' });
  const { errors } = formState;
  return (
    <div className="flex flex-col gap-6">
      <SwitchLine form={form} name="enabled" label={texts.enabled} hint={texts.enabledHint} />
      <div className="grid gap-6 sm:grid-cols-2">
        <Field
          className="sm:col-span-2"
          label={texts.method}
          hint={texts.methods[method].hint}
          error={errors.method?.message}
        >
          {(props) => (
            <Select {...props} {...register('method')}>
              {Object.entries(texts.methods).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.minimumRank} error={errors.minimumRank?.message}>
          {(props) => (
            <Select {...props} {...register('minimumRank')}>
              <option value="">{texts.anyRank}</option>
              {RANKS.map((rank) => (
                <option key={rank} value={rank}>
                  {texts.rankFrom(rank)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.capacity} hint={texts.capacityHint} error={errors.capacity?.message} optional>
          {(props) => (
            <Input
              {...props}
              {...register('capacity')}
              type="number"
              inputMode="numeric"
              min={1}
              placeholder={texts.anyNumber}
            />
          )}
        </Field>
      </div>
      <SwitchLine form={form} name="requireActive" label={texts.requireActive} />
      <SwitchLine form={form} name="requireOnline" label={texts.requireOnline} hint={texts.requireOnlineHint} />
      <SwitchLine form={form} name="stickyOwner" label={texts.stickyOwner} hint={texts.stickyOwnerHint} />
    </div>
  );
}

interface SwitchLineProps {
  readonly form: Form;
  readonly name: 'enabled' | 'requireActive' | 'requireOnline' | 'stickyOwner';
  readonly label: string;
  readonly hint?: string;
}
function SwitchLine({ form, name, label, hint }: SwitchLineProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className="mt-0.5 text-xs text-text-muted">
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
