import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useFieldArray, type Control, type UseFormReturn } from 'react-hook-form';
import { formatter } from '../../../shared/lib/format-time.ts';
import { Button, Field, Input, Page, PageHeader, PageTitle, Panel, Section } from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import { availabilityQuery, useSaveAvailability, type Availability } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';
import { CalendarsSection } from './calendars-section.tsx';

interface Window {
  from: string;
  to: string;
}
interface Values {
  isActive: boolean;
  timeZone: string;
  week: Window[][];
  overrides: { date: string; windows: Window[]; timeZone: string }[];
  maxPerDay: string;
  maxPerWeek: string;
}
type Form = UseFormReturn<Values>;
/** Where the windows of a day, or of a date, stand in the form. */
type WindowsName = `week.${number}` | `overrides.${number}.windows`;

/** Phones have a picker of their own and need no sign for it. */
const TIME = 'w-28 sm:w-36 max-sm:[&::-webkit-calendar-picker-indicator]:hidden';
const NEW_WINDOW: Window = { from: '09:00', to: '17:00' };
/** A time field knows no 24:00: the end of the day is its midnight. */
const toField = ({ from, to }: Window): Window => ({ from, to: to === '24:00' ? '00:00' : to });
const toStored = ({ from, to }: Window): Window => ({ from, to: to === '00:00' ? '24:00' : to });
const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

const valuesOf = ({ isActive, timeZone, week, overrides, maxPerDay, maxPerWeek }: Availability): Values => ({
  isActive,
  timeZone,
  week: week.map((windows) => windows.map(toField)),
  overrides: overrides.map(({ date, windows, timeZone: away }) => ({
    date,
    windows: windows.map(toField),
    timeZone: away ?? '',
  })),
  maxPerDay: maxPerDay?.toString() ?? '',
  maxPerWeek: maxPerWeek?.toString() ?? '',
});

/** When the member takes calls. */
export function HoursPage() {
  const texts = callsTexts().hoursPage;
  const availability = useQuery(availabilityQuery());
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      <Loaded query={availability} waiting={<FieldsSkeleton label={callsTexts().loading} />}>
        {(data) => <HoursForm availability={data} reload={async () => (await availability.refetch()).data} />}
      </Loaded>
      <CalendarsSection />
    </Page>
  );
}

interface HoursFormProps {
  readonly availability: Availability;
  readonly reload: () => Promise<Availability | undefined>;
}
function HoursForm({ availability, reload }: HoursFormProps) {
  const texts = callsTexts().hoursPage;
  const save = useSaveAvailability();
  const frame = useSaveForm<Values, Availability>({
    latest: availability,
    valuesOf,
    save: ({ week, overrides, maxPerDay, maxPerWeek, ...rest }, { version }) =>
      save.mutateAsync({
        ...rest,
        version,
        week: week.map((windows) => windows.map(toStored)),
        overrides: overrides.map(({ date, windows, timeZone: away }) => ({
          date,
          windows: windows.map(toStored),
          timeZone: away === '' ? null : away,
        })),
        maxPerDay: numberOf(maxPerDay),
        maxPerWeek: numberOf(maxPerWeek),
      }),
    reload,
    saved: texts.saved,
  });
  const { form } = frame;
  return (
    <SaveForm frame={frame} label={texts.save}>
      <Panel className="flex flex-col gap-5 p-4 sm:p-6">
        <SwitchLine form={form} name="isActive" label={texts.active} hint={texts.activeHint} />
        <Field label={texts.zone} error={form.formState.errors.timeZone?.message} className="sm:max-w-80">
          {(control) => <ZoneSelect {...control} first={availability.timeZone} {...form.register('timeZone')} />}
        </Field>
      </Panel>
      <Section title={texts.week}>
        <Panel>
          <ul className="divide-y divide-border">
            {Array.from({ length: 7 }, (_, day) => (
              <li key={day} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
                <p className="w-28 shrink-0 pt-3 text-sm font-medium">{weekdayOf(day)}</p>
                <Windows form={form} name={`week.${day}`} label={weekdayOf(day)} />
              </li>
            ))}
          </ul>
        </Panel>
      </Section>
      <Section title={texts.dates} description={texts.datesHint}>
        <Dates form={form} />
      </Section>
      <Section title={texts.limits}>
        <Panel className="grid gap-4 p-4 sm:grid-cols-2 sm:p-6">
          {(['maxPerDay', 'maxPerWeek'] as const).map((name) => (
            <Field
              key={name}
              label={name === 'maxPerDay' ? texts.perDay : texts.perWeek}
              error={form.formState.errors[name]?.message}
            >
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  placeholder={texts.any}
                  inputMode="numeric"
                  {...form.register(name)}
                />
              )}
            </Field>
          ))}
        </Panel>
      </Section>
    </SaveForm>
  );
}

/** Monday for 0. */
const weekdayOf = (day: number): string =>
  formatter(undefined, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + day)));

interface WindowsProps {
  readonly form: Form;
  readonly name: WindowsName;
  /** Of which day they are. */
  readonly label: string;
  readonly none?: string;
}
/** Parts of one day, in a row each. */
function Windows({ form, name, label, none }: WindowsProps) {
  const texts = callsTexts().hoursPage;
  const { fields, append, remove } = useFieldArray({ control: form.control as Control<Values>, name });
  const problem = form.getFieldState(name, form.formState).error as
    | (Partial<Record<number, { from?: { message?: string }; to?: { message?: string } }>> & { message?: string })
    | undefined;
  const said =
    problem?.message ??
    fields.map((_, index) => problem?.[index]?.to?.message ?? problem?.[index]?.from?.message).find(Boolean);
  return (
    <div className="flex min-w-0 flex-1 basis-64 flex-col gap-2">
      {fields.length === 0 ? <p className="pt-3 text-sm text-text-muted">{none ?? texts.none}</p> : null}
      {fields.map((field, index) => (
        <div key={field.id} className="flex items-center gap-2">
          <Input
            type="time"
            step={300}
            aria-label={`${label}, ${texts.from}`}
            className={TIME}
            {...form.register(`${name}.${index}.from` as 'week.0.0.from')}
          />
          <span aria-hidden="true" className="text-text-muted">
            –
          </span>
          <Input
            type="time"
            step={300}
            aria-label={`${label}, ${texts.to}`}
            className={TIME}
            {...form.register(`${name}.${index}.to` as 'week.0.0.to')}
          />
          <Button variant="ghost" size="icon" aria-label={`${texts.remove}: ${label}`} onClick={() => remove(index)}>
            <X size={16} aria-hidden="true" />
          </Button>
        </div>
      ))}
      {said === undefined ? null : (
        <p role="alert" className="text-sm text-danger">
          {said}
        </p>
      )}
      <Button
        variant="ghost"
        size="sm"
        className="self-start"
        aria-label={`${texts.add}: ${label}`}
        onClick={() => append(NEW_WINDOW)}
      >
        <Plus size={16} aria-hidden="true" />
        {texts.add}
      </Button>
    </div>
  );
}

function Dates({ form }: { readonly form: Form }) {
  const texts = callsTexts().hoursPage;
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'overrides' });
  return (
    <Panel>
      <ul className="divide-y divide-border">
        {fields.map((field, index) => (
          <li key={field.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
            <div className="flex items-center gap-1">
              <Input
                type="date"
                aria-label={texts.date}
                className="w-40"
                {...form.register(`overrides.${index}.date`)}
              />
              <Button variant="ghost" size="icon" aria-label={texts.removeDate} onClick={() => remove(index)}>
                <X size={16} aria-hidden="true" />
              </Button>
            </div>
            <Windows form={form} name={`overrides.${index}.windows`} label={texts.date} none={texts.dayOff} />
            <ZoneSelect
              aria-label={`${texts.away}: ${field.date}`}
              none={texts.atHome}
              {...(field.timeZone !== '' && { first: field.timeZone })}
              className="sm:max-w-64"
              {...form.register(`overrides.${index}.timeZone`)}
            />
          </li>
        ))}
        <li className="px-4 py-3 sm:px-6">
          <Button
            variant="ghost"
            size="sm"
            onClick={() => append({ date: new Date().toISOString().slice(0, 10), windows: [], timeZone: '' })}
          >
            <Plus size={16} aria-hidden="true" />
            {texts.addDate}
          </Button>
        </li>
      </ul>
    </Panel>
  );
}
