import { useWatch, type UseFormReturn } from 'react-hook-form';
import { Field, Input, Select } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
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
