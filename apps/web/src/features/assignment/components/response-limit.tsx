import type { ResponseLimit } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Controller, useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatNumber, ownTimeZone } from '../../../shared/lib/format.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import {
  Button,
  ErrorState,
  Field,
  Input,
  LeaveQuestion,
  Panel,
  Section,
  Select,
  Skeleton,
  Switch,
  Textarea,
  toast,
} from '../../../shared/ui/index.ts';
import { responseLimitQuery, useSetResponseLimit } from '../api/response.queries.ts';
import { limitInputOf, limitValuesOf, type LimitValues } from '../lib/limit-values.ts';
import { limitTexts } from '../limit-texts.ts';

type Form = UseFormReturn<LimitValues>;
const zones = (): readonly string[] => [...new Set([ownTimeZone(), ...Intl.supportedValuesOf('timeZone')])];

/** Until when new leads have to be answered, and what follows where they are not. */
export function ResponseLimitSection() {
  const texts = limitTexts();
  const limit = useQuery(responseLimitQuery());
  return (
    <Section title={texts.title} description={texts.description} className="mt-10">
      <Panel className="p-4 sm:p-6">
        {limit.data ? (
          <LimitForm key={limit.data.version} limit={limit.data} />
        ) : limit.isError ? (
          <ErrorState error={limit.error} onRetry={() => void limit.refetch()} />
        ) : (
          <div role="status" aria-label={texts.loading}>
            <Skeleton className="h-40 w-full" />
          </div>
        )}
      </Panel>
    </Section>
  );
}

function LimitForm({ limit }: { readonly limit: ResponseLimit }) {
  const texts = limitTexts();
  const set = useSetResponseLimit();
  const form = useForm<LimitValues>({ defaultValues: limitValuesOf(limit) });
  const { errors, isDirty } = form.formState;
  const hasHours = useWatch({ control: form.control, name: 'hasHours' });
  const submit = form.handleSubmit(async (values) => {
    try {
      await set.mutateAsync(limitInputOf(limit.version, values));
      toast.success(texts.saved);
    } catch (error) {
      if (!applyIssues(error, form.setError)) throw error;
    }
  });
  const problem = errors.root?.['server']?.message;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-6">
      <SwitchLine form={form} name="enabled" label={texts.enabled} hint={numbersOf(limit)} />
      <div className="grid gap-6 sm:grid-cols-3">
        <Minutes form={form} name="limitMinutes" label={texts.limit} />
        <Minutes form={form} name="remindMinutes" label={texts.remind} hint={texts.remindHint} />
        <Minutes form={form} name="reassignMinutes" label={texts.reassign} hint={texts.reassignHint} />
      </div>
      <SwitchLine form={form} name="hasHours" label={texts.hasHours} hint={texts.hasHoursHint} />
      {hasHours ? <Hours form={form} siteTimeZone={limit.siteTimeZone} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-4">
        {problem === undefined ? null : (
          <p role="alert" className="text-sm text-danger">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" loading={set.isPending} disabled={!isDirty}>
          {texts.save}
        </Button>
      </div>
      <LeaveQuestion isDirty={isDirty} />
    </form>
  );
}

function numbersOf({ waiting, overdue, answered, answeredInTime }: ResponseLimit): string {
  const texts = limitTexts();
  const [waits, late, all, inTime] = [waiting, overdue, answered, answeredInTime].map((each) => formatNumber(each));
  return `${texts.waiting(waits!, late!)} · ${texts.answered(inTime!, all!)}`;
}

interface MinutesProps {
  readonly form: Form;
  readonly name: 'limitMinutes' | 'remindMinutes' | 'reassignMinutes';
  readonly label: string;
  readonly hint?: string;
}
const Minutes = ({ form, name, label, hint }: MinutesProps) => (
  <Field label={label} hint={hint} error={form.formState.errors[name]?.message}>
    {(props) => <Input {...props} {...form.register(name)} type="number" inputMode="numeric" min={0} />}
  </Field>
);

interface Refusal {
  readonly message?: string;
}
interface HoursErrors {
  readonly timeZone?: Refusal;
  readonly holidays?: Refusal;
  readonly week?: readonly ({ readonly to?: Refusal } | undefined)[];
}

function Hours({ form, siteTimeZone }: { readonly form: Form; readonly siteTimeZone: string }) {
  const texts = limitTexts();
  // The api calls them by their place in `hours`.
  const of: HoursErrors = (form.formState.errors as { readonly hours?: HoursErrors }).hours ?? {};
  const week = useWatch({ control: form.control, name: 'week' });
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <ul className="flex flex-col gap-3">
        {texts.days.map((day, index) => (
          <li key={day} className="flex min-h-11 flex-wrap items-center gap-3">
            <Controller
              control={form.control}
              name={`week.${index}.isOpen`}
              render={({ field: { value, onChange } }) => (
                <Switch aria-label={day} checked={value} onCheckedChange={onChange} />
              )}
            />
            <span aria-hidden="true" className="w-24 text-sm font-medium">
              {day}
            </span>
            {week[index]?.isOpen ? (
              <span className="flex flex-1 gap-2">
                <Input {...form.register(`week.${index}.from`)} type="time" aria-label={texts.from(day)} />
                <Input {...form.register(`week.${index}.to`)} type="time" aria-label={texts.to(day)} />
              </span>
            ) : null}
            {of.week?.[index]?.to?.message ? (
              <p className="w-full text-sm text-danger">{translated(of.week[index].to.message)}</p>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-6">
        <Field label={texts.timeZone} error={of.timeZone?.message}>
          {(props) => (
            <Select {...props} {...form.register('timeZone')}>
              <option value="">{texts.siteZone(siteTimeZone)}</option>
              {zones().map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.holidays} hint={texts.holidaysHint} error={of.holidays?.message} optional>
          {(props) => <Textarea {...props} {...form.register('holidays')} rows={4} />}
        </Field>
      </div>
    </div>
  );
}

interface SwitchLineProps {
  readonly form: Form;
  readonly name: 'enabled' | 'hasHours';
  readonly label: string;
  readonly hint: string;
}
function SwitchLine({ form, name, label, hint }: SwitchLineProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <p id={`${id}-hint`} className="numeric mt-0.5 text-xs text-text-muted">
          {hint}
        </p>
      </div>
      <Controller
        control={form.control}
        name={name}
        render={({ field: { value, onChange } }) => (
          <Switch id={id} checked={value} onCheckedChange={onChange} aria-describedby={`${id}-hint`} />
        )}
      />
    </div>
  );
}
