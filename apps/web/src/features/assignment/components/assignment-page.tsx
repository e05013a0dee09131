import type { AssignmentView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { Badge, EmptyState, Page, PageHeader, PageTitle, Panel, Section } from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
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
      <Loaded query={view} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => (
          <>
            <AssignmentForm view={data} reload={async () => (await view.refetch()).data} />
            <ResponseLimitSection />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const Waiting = ({ amount }: { readonly amount: number }) => (
  <Badge tone={amount === 0 ? 'neutral' : 'warning'}>
    {amount === 0 ? assignmentTexts().waitingNone : assignmentTexts().waiting(amount)}
  </Badge>
);

interface AssignmentFormProps {
  readonly view: AssignmentView;
  readonly reload: () => Promise<AssignmentView | undefined>;
}
function AssignmentForm({ view, reload }: AssignmentFormProps) {
  const texts = assignmentTexts();
  const set = useSetAssignment();
  const frame = useSaveForm<FormValues, AssignmentView>({
    latest: view,
    valuesOf,
    save: (values, seen) => set.mutateAsync(settingsFrom(seen, values)),
    reload,
    saved: texts.saved,
  });
  const { form } = frame;
  return (
    <SaveForm frame={frame} label={texts.save}>
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
    </SaveForm>
  );
}
