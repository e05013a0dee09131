import { useQuery } from '@tanstack/react-query';
import { UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, ErrorState, Page, PageHeader, Panel, Skeleton } from '../../../shared/ui/index.ts';
import { memberListQuery } from '../api/members.queries.ts';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { MemberRow } from './member-row.tsx';

/** Who works with this site, and who gets new leads. */
export function TeamPage() {
  const members = useQuery(memberListQuery());
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <UserPlus size={16} aria-hidden="true" />
      Add a member
    </Button>
  );
  return (
    <Page>
      <title>Team</title>
      <PageHeader
        title="Team"
        description="New leads go to active members in turn."
        actions={members.data && members.data.items.length > 0 ? add : undefined}
      />
      {members.data ? (
        <Panel>
          {members.data.items.length === 0 ? (
            <EmptyState icon={<UsersRound size={20} />} title="Your team will be here" action={add}>
              Add the people who answer your leads or host with you.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {members.data.items.map((member) => (
                <MemberRow key={member.id} member={member} />
              ))}
            </ul>
          )}
        </Panel>
      ) : members.isError ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : (
        <TeamSkeleton />
      )}
      {isAdding ? <AddMemberDialog onClose={() => setIsAdding(false)} /> : null}
    </Page>
  );
}

const TeamSkeleton = () => (
  <Panel>
    <div role="status" aria-label="Loading the team" className="divide-y divide-border">
      {[0, 1, 2].map((index) => (
        <div key={index} className="flex min-h-20 items-center gap-4 px-4">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-36" />
            <Skeleton className="mt-2 h-3 w-48 max-w-full" />
          </div>
          <Skeleton className="h-6 w-10 rounded-full" />
        </div>
      ))}
    </div>
  </Panel>
);
