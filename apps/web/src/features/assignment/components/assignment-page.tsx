import type { AssignmentView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import {
  Badge,
  Button,
  EmptyState,
  ErrorState,
  LeaveQuestion,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { assignmentQuery, useSetAssignment } from '../api/assignment.queries.ts';
import { settingsFrom, valuesOf, type FormValues } from '../lib/form-values.ts';
import { assignmentTexts } from '../texts.ts';
import { MemberTermsRow } from './member-terms-row.tsx';
import { ResponseLimitSection } from './response-limit.tsx';
import { RuleFields } from './rule-fields.tsx';

/** Who gets a new lead: the rules of the site, and what holds for each member. */
export function AssignmentPage() {
  const texts = assignmentTexts();
  const view = useQuery(assignmentQuery());
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={view.data ? <Waiting amount={view.data.waiting} /> : undefined}
      />
      {view.data ? (
        <>
          <AssignmentForm key={view.data.version} view={view.data} />
          <ResponseLimitSection />
        </>
      ) : view.isError ? (
        <ErrorState error={view.error} onRetry={() => void view.refetch()} />
      ) : (
        <Panel>
          <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
            {[0, 1, 2, 3].map((index) => (
              <Skeleton key={index} className="h-11 w-full" />
            ))}
          </div>
        </Panel>
      )}
    </Page>
  );
}

const Waiting = ({ amount }: { readonly amount: number }) => (
  <Badge tone={amount === 0 ? 'neutral' : 'warning'}>
    {amount === 0 ? assignmentTexts().waitingNone : assignmentTexts().waiting(amount)}
  </Badge>
);

function AssignmentForm({ view }: { readonly view: AssignmentView }) {
  const texts = assignmentTexts();
  const set = useSetAssignment();
  const form = useForm<FormValues>({ defaultValues: valuesOf(view) });
  const { errors, isDirty } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await set.mutateAsync(settingsFrom(view, values));
      toast.success(texts.saved);
    } catch (error) {
      if (!applyIssues(error, form.setError)) throw error;
    }
  });
  const problem = errors.root?.['server']?.message;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-8">
      <Section title={texts.rules}>
        <Panel className="p-4 sm:p-6">
          <RuleFields form={form} />
        </Panel>
      </Section>
      <Section title={texts.team} description={texts.teamHint}>
        <Panel>
          {view.members.length === 0 ? (
            <EmptyState icon={<UsersRound size={20} />} title={texts.emptyTitle}>
              {texts.empty}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {view.members.map((member, index) => (
                <MemberTermsRow key={member.membershipId} member={member} index={index} form={form} />
              ))}
            </ul>
          )}
        </Panel>
      </Section>
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
