import { useState } from 'react';
import { useNavigate } from 'react-router';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import { Button, LeaveQuestion, Notice, Page, PageHeader, PageTitle, Panel } from '../../../shared/ui/index.ts';
import { useCreateWebinar } from '../api/webinars.queries.ts';
import { emptyDetails } from '../lib/details-form.ts';
import { useDetails } from '../lib/use-details.ts';
import { webinarTexts } from '../texts.ts';
import { DetailsFields } from './details-fields.tsx';

/** Describes an event that was held elsewhere; its files come next. */
export function NewWebinarPage() {
  const texts = webinarTexts();
  const navigate = useNavigate();
  // One for the page: a second press, or a second try after a lost answer, makes no second event.
  const [key] = useState(() => crypto.randomUUID());
  const create = useCreateWebinar(({ id }) => void navigate(`/dashboard/follow-up/${id}/files`, { replace: true }));
  const { form, submit, problem } = useDetails(emptyDetails(), (details) => create.mutateAsync({ details, key }));
  return (
    <Page>
      <PageTitle>{texts.form.title}</PageTitle>
      <BackLink to="/dashboard/follow-up">{texts.back}</BackLink>
      <PageHeader title={texts.form.title} description={texts.form.description} />
      <Panel>
        <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4 p-4 sm:p-6">
          {problem === undefined ? null : <Notice>{problem}</Notice>}
          <DetailsFields form={form} />
          <div className="flex justify-end">
            <Button type="submit" variant="primary" loading={form.formState.isSubmitting}>
              {texts.form.create}
            </Button>
          </div>
          <LeaveQuestion isDirty={form.formState.isDirty && !create.isSuccess && !form.formState.isSubmitting} />
        </form>
      </Panel>
    </Page>
  );
}
