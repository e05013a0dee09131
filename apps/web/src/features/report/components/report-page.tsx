import { zodResolver } from '@hookform/resolvers/zod';
import { abuse } from '@stageline/contracts';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { useSite } from '../../../shared/lib/session.ts';
import {
  Button,
  buttonStyles,
  Field,
  Input,
  Notice,
  Page,
  PageHeader,
  Panel,
  Select,
  Textarea,
} from '../../../shared/ui/index.ts';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';
import { reportTexts } from '../texts.ts';

type Report = CallInput<'abuse.report'>['body'];

/** A word to the platform about a site, from anybody. */
export function ReportPage() {
  const texts = reportTexts();
  const siteName = useSite().data?.profile.siteName ?? '';
  const send = useMutation({ mutationFn: (body: Report) => call('abuse.report', { body }) });
  return (
    <main className="min-h-dvh bg-surface">
      <Page className="max-w-xl py-10">
        <title>{texts.title}</title>
        {send.isSuccess ? (
          <div role="status">
            <PageHeader title={texts.thanks} description={texts.thanksText} />
            <a href="/" className={buttonStyles({ variant: 'secondary' })}>
              {texts.back}
            </a>
          </div>
        ) : (
          <>
            <PageHeader title={texts.title} description={texts.description(siteName)} />
            <ReportForm onSend={(body) => send.mutateAsync(body)} />
          </>
        )}
        <footer className="mt-10 text-sm">
          <LanguageLinks next="/report" />
        </footer>
      </Page>
    </main>
  );
}

function ReportForm({ onSend }: { readonly onSend: (body: Report) => Promise<unknown> }) {
  const texts = reportTexts();
  const form = useForm<Report>({
    resolver: zodResolver(abuse.reportSite.body),
    defaultValues: { category: 'scam', text: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await onSend(body);
    } catch (error) {
      if (!applyIssues(error, form.setError)) throw error;
    }
  });
  return (
    <Panel className="p-5">
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        {errors.root?.['server']?.message ? <Notice>{errors.root['server'].message}</Notice> : null}
        <Field label={texts.category}>
          {(control) => (
            <Select {...control} {...form.register('category')}>
              {abuse.AbuseCategory.options.map((category) => (
                <option key={category} value={category}>
                  {texts.categories[category]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.text} hint={texts.textHint} error={errors.text?.message}>
          {(control) => <Textarea {...control} className="min-h-32" maxLength={2000} {...form.register('text')} />}
        </Field>
        <Field label={texts.email} hint={texts.emailHint} optional error={errors.email?.message}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="email"
              {...form.register('email', { setValueAs: (value: string) => (value === '' ? undefined : value) })}
            />
          )}
        </Field>
        {/* For robots: no person sees or reaches it. */}
        <input
          {...form.register('website', { setValueAs: (value: string) => (value === '' ? undefined : value) })}
          className="hidden"
          tabIndex={-1}
          autoComplete="off"
          aria-hidden="true"
        />
        <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>
          {texts.send}
        </Button>
      </form>
    </Panel>
  );
}
