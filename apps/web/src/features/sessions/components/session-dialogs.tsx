import { zodResolver } from '@hookform/resolvers/zod';
import type { SessionView } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { Field, FormDialog, Textarea, toast } from '../../../shared/ui/index.ts';
import { useChangeSeries, useEndSeries } from '../api/series.queries.ts';
import { useCancelSession, useEditSession, useRescheduleSession } from '../api/sessions.queries.ts';
import { editsOf, FactsForm, factsOf, movedTo, TimesForm, timesOf } from '../lib/plan-form.ts';
import type { FactsValues, TimesValues } from '../lib/plan-form.ts';
import { sessionsTexts } from '../texts.ts';
import { AboutFields, TermsFields } from './facts-fields.tsx';
import { useSeriesScope } from './series-scope.tsx';
import { TimesFields } from './times-fields.tsx';

interface SessionDialogProps {
  readonly session: SessionView;
  readonly onClose: () => void;
}

/** Changes what a masterclass is about, costs and has room for. */
export function EditDialog({ session, onClose }: SessionDialogProps) {
  const texts = sessionsTexts().commands;
  const edit = useEditSession(session.id);
  const changeSeries = useChangeSeries();
  const { series, choice } = useSeriesScope(session, sessionsTexts().series.scope.restHint);
  // As it was when the dialog opened: what somebody else changes meanwhile is not taken back.
  const [before] = useState(() => factsOf(session));
  const form = useForm<FactsValues>({ resolver: zodResolver(FactsForm), defaultValues: before });
  const submit = form.handleSubmit(async (values) => {
    try {
      const facts = editsOf(before, values);
      if (series === null) await edit.mutateAsync(facts);
      else await changeSeries.mutateAsync({ series, sessionId: session.id, facts });
      toast(series === null ? texts.edited : sessionsTexts().series.changed);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.editTitle}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={form.formState.isSubmitting}
      problem={form.formState.errors.root?.['server']?.message}
    >
      {choice}
      <AboutFields form={form} />
      <TermsFields form={form} />
    </FormDialog>
  );
}

/** Moves a masterclass to another time. */
export function MoveDialog({ session, onClose }: SessionDialogProps) {
  const texts = sessionsTexts().commands;
  const move = useRescheduleSession(session.id);
  const changeSeries = useChangeSeries();
  const { series, choice } = useSeriesScope(session, sessionsTexts().series.scope.restHint);
  const form = useForm<TimesValues>({ resolver: zodResolver(TimesForm), defaultValues: timesOf(session) });
  const submit = form.handleSubmit(async (values) => {
    try {
      const to = movedTo(values);
      const { date, time, durationMinutes, timeZone } = values;
      if (series === null) await move.mutateAsync(to);
      else {
        const times = { date, time, durationMinutes, timeZone };
        await changeSeries.mutateAsync({ series, sessionId: session.id, times });
      }
      toast(series === null ? texts.moved : sessionsTexts().series.moved, {
        description: `${formatDay(to.startsAt)}, ${formatTime(to.startsAt)}`,
      });
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.moveTitle}
      description={session.phase === 'draft' ? texts.moveDraftText : texts.moveText}
      onSubmit={submit}
      submitLabel={texts.move}
      loading={form.formState.isSubmitting}
      problem={form.formState.errors.root?.['server']?.message}
    >
      {choice}
      <TimesFields form={form} />
    </FormDialog>
  );
}

const CancelForm = z.object({
  reason: z.string().trim().min(1, 'Please fill this in.').max(300, 'At most 300 characters.'),
});

/** Calls a masterclass off, with a reason for those who are registered. */
export function CancelDialog({ session, onClose }: SessionDialogProps) {
  const texts = sessionsTexts().commands;
  const cancel = useCancelSession(session.id);
  const endSeries = useEndSeries();
  const { series, choice } = useSeriesScope(session, sessionsTexts().series.scope.callOffHint);
  const form = useForm({ resolver: zodResolver(CancelForm), defaultValues: { reason: '' } });
  const submit = form.handleSubmit(async ({ reason }) => {
    try {
      if (series === null) await cancel.mutateAsync(reason);
      else await endSeries.mutateAsync({ series, callOff: { from: session.id, reason } });
      toast(series === null ? texts.cancelled : sessionsTexts().series.calledOff);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.cancelTitle(session.title)}
      description={texts.cancelText}
      onSubmit={submit}
      submitLabel={texts.cancelSure}
      loading={form.formState.isSubmitting}
      problem={form.formState.errors.root?.['server']?.message}
    >
      {choice}
      <Field label={texts.reason} hint={texts.reasonHint} error={form.formState.errors.reason?.message}>
        {(control) => <Textarea {...control} rows={3} maxLength={300} {...form.register('reason')} />}
      </Field>
    </FormDialog>
  );
}
