import type { ResponseLimit } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Controller, useWatch, type UseFormReturn } from 'react-hook-form';
import { formatNumber } from '../../../shared/lib/format.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Field, Input, Panel, Section, Skeleton, Switch, Textarea } from '../../../shared/ui/index.ts';
import { Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import { responseLimitQuery, useSetResponseLimit } from '../api/response.queries.ts';
import { limitInputOf, limitValuesOf, type LimitValues } from '../lib/limit-values.ts';
import { limitTexts } from '../limit-texts.ts';

type Form = UseFormReturn<LimitValues>;

/** Until when new leads have to be answered, and what follows where they are not. */
export function ResponseLimitSection() {
  const texts = limitTexts();
  const limit = useQuery(responseLimitQuery());
  return (
    <Section title={texts.title} description={texts.description} className="mt-10">
      <Panel className="p-4 sm:p-6">
        <Loaded
          query={limit}
          waiting={
            <div role="status" aria-label={texts.loading}>
              <Skeleton className="h-40 w-full" />
            </div>
          }
        >
          {(data) => <LimitForm limit={data} reload={async () => (await limit.refetch()).data} />}
        </Loaded>
      </Panel>
    </Section>
  );
}

interface LimitFormProps {
  readonly limit: ResponseLimit;
  readonly reload: () => Promise<ResponseLimit | undefined>;
}
function LimitForm({ limit, reload }: LimitFormProps) {
  const texts = limitTexts();
  const set = useSetResponseLimit();
  const frame = useSaveForm<LimitValues, ResponseLimit>({
    latest: limit,
    valuesOf: limitValuesOf,
    save: (values, seen) => set.mutateAsync(limitInputOf(seen.version, values)),
    reload,
    saved: texts.saved,
  });
  const { form } = frame;
  const hasHours = useWatch({ control: form.control, name: 'hasHours' });
  return (
    <SaveForm frame={frame} label={texts.save} className="gap-6">
      <SwitchLine form={form} name="enabled" label={texts.enabled} hint={numbersOf(limit)} />
      <div className="grid gap-6 sm:grid-cols-3">
        <Minutes form={form} name="limitMinutes" label={texts.limit} />
        <Minutes form={form} name="remindMinutes" label={texts.remind} hint={texts.remindHint} />
        <Minutes form={form} name="reassignMinutes" label={texts.reassign} hint={texts.reassignHint} />
      </div>
      <SwitchLine form={form} name="hasHours" label={texts.hasHours} hint={texts.hasHoursHint} />
      {hasHours ? <Hours form={form} siteTimeZone={limit.siteTimeZone} /> : null}
    </SaveForm>
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
          {(props) => <ZoneSelect {...props} {...form.register('timeZone')} none={texts.siteZone(siteTimeZone)} />}
        </Field>
        <Field label={texts.holidays} hint={texts.holidaysHint} error={of.holidays?.message} optional>
          {(props) => <Textarea {...props} {...form.register('holidays')} rows={4} />}
        </Field>
      </div>
    </div>
  );
}
