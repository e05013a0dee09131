import { weekStarts, type SiteCalendar } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Select, toast } from '../../../shared/ui/index.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import { useSetCalendar } from '../api/analytics.queries.ts';
import { analyticsTexts } from '../texts.ts';

interface CalendarLineProps {
  readonly calendar: SiteCalendar;
  readonly mayMove: boolean;
}
/** Where days and weeks begin, and how nobody is followed: what all numbers above rest on. */
export function CalendarLine({ calendar, mayMove }: CalendarLineProps) {
  const texts = analyticsTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1 text-xs text-text-muted">
      <p>
        {texts.calendar(zoneName(calendar.timeZone), texts.weekStarts[calendar.weekStart])}{' '}
        {mayMove ? (
          <button
            type="button"
            className="tap-target font-medium text-primary-text underline-offset-4 hover:underline"
            onClick={() => setOpen(true)}
          >
            {texts.changeCalendar}
          </button>
        ) : null}
      </p>
      <p>{texts.privacy}</p>
      {isOpen ? <CalendarDialog calendar={calendar} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** `Europe/Berlin`, as people read it. */
const zoneName = (timeZone: string): string => timeZone.replaceAll('_', ' ');

function CalendarDialog({ calendar, onClose }: { calendar: SiteCalendar; onClose: () => void }) {
  const texts = analyticsTexts();
  const set = useSetCalendar();
  const form = useForm<SiteCalendar>({ defaultValues: calendar });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await set.mutateAsync(values);
      toast.success(texts.saved);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      title={texts.calendarTitle}
      description={texts.calendarHint}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={set.isPending}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.timeZone} error={errors.timeZone?.message}>
        {(control) => <ZoneSelect {...control} {...form.register('timeZone')} first={calendar.timeZone} />}
      </Field>
      <Field label={texts.weekStart} error={errors.weekStart?.message}>
        {(control) => (
          <Select {...control} {...form.register('weekStart')}>
            {weekStarts.map((day) => (
              <option key={day} value={day}>
                {texts.weekStarts[day]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </FormDialog>
  );
}
