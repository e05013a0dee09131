import { useForm, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Field, FormDialog, Input, Select, toast } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { beginCalendar, useConnectCalendar, type Calendar, type Calendars } from '../api/calendars.queries.ts';
import { callsTexts } from '../texts.ts';

interface Values {
  kind: Calendar['kind'];
  url: string;
  user: string;
  password: string;
  whenSilent: Calendar['whenSilent'];
  writes: boolean;
}
interface CalendarDialogProps {
  readonly companies: Calendars['companies'];
  readonly onClose: () => void;
}

/** Connects a calendar: by a company's log-in, by its address, or on a CalDAV server. */
export function CalendarDialog({ companies, onClose }: CalendarDialogProps) {
  const texts = callsTexts().calendars;
  const connect = useConnectCalendar();
  const form = useForm<Values>({
    defaultValues: { kind: companies[0] ?? 'ics', url: '', user: '', password: '', whenSilent: 'ask', writes: true },
  });
  const { errors, isSubmitting } = form.formState;
  const kind = useWatch({ control: form.control, name: 'kind' });
  const isCompany = kind === 'google' || kind === 'microsoft';
  const submit = form.handleSubmit(async ({ whenSilent, writes, url, user, password }) => {
    try {
      if (isCompany) {
        window.location.assign(await beginCalendar(kind, { whenSilent, writes }));
        return;
      }
      await connect.mutateAsync(
        kind === 'ics' ? { kind, url, whenSilent } : { kind: 'caldav', url, user, password, whenSilent, writes },
      );
      toast.success(texts.connected);
      onClose();
    } catch (error) {
      if (applyIssues(error, form)) return;
      const message = error instanceof ApiProblem ? error.message : problemTexts().failed;
      form.setError('root.server', { message });
    }
  });
  return (
    <FormDialog
      title={texts.add}
      description={texts.addText}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={isCompany ? texts.toCompany(texts.kinds[kind]) : texts.connect}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.kind}>
        {(control) => (
          <Select {...control} value={kind} {...form.register('kind')}>
            {[...companies, 'ics' as const, 'caldav' as const].map((each) => (
              <option key={each} value={each}>
                {texts.kinds[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isCompany ? null : (
        <Field
          label={kind === 'ics' ? texts.address : texts.server}
          hint={kind === 'ics' ? texts.addressHint : texts.serverHint}
          error={errors.url?.message}
        >
          {(control) => <Input {...control} type="url" inputMode="url" {...form.register('url')} />}
        </Field>
      )}
      {kind === 'caldav' ? (
        <>
          <Field label={texts.user} error={errors.user?.message}>
            {(control) => <Input {...control} autoComplete="off" {...form.register('user')} />}
          </Field>
          <Field label={texts.password} hint={texts.passwordHint} error={errors.password?.message}>
            {(control) => <Input {...control} type="password" autoComplete="off" {...form.register('password')} />}
          </Field>
        </>
      ) : null}
      <Field label={texts.whenSilent}>
        {(control) => (
          <Select {...control} {...form.register('whenSilent')}>
            <option value="ask">{texts.ask}</option>
            <option value="trust">{texts.trust}</option>
          </Select>
        )}
      </Field>
      {kind === 'ics' ? null : <SwitchLine form={form} name="writes" label={texts.writes} hint={texts.writesHint} />}
    </FormDialog>
  );
}
