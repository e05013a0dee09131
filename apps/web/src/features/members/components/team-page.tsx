import { useQuery } from '@tanstack/react-query';
import { KeyRound, UserPlus, UsersRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { invitationListQuery, memberListQuery } from '../api/members.queries.ts';
import { roleListQuery } from '../api/roles.queries.ts';
import { membersTexts } from '../texts.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';

/** Who works with this site, who is invited, and who gets new leads. */
export function TeamPage() {
  const texts = membersTexts();
  const members = useQuery(memberListQuery());
  const invitations = useQuery(invitationListQuery()).data?.items ?? [];
  const customRoles = useQuery(roleListQuery()).data?.items ?? [];
  const mayManage = useSession().permissions.includes('team.manage');
  const [isInviting, setIsInviting] = useState(false);
  const invite = mayManage ? (
    <Button variant="primary" onClick={() => setIsInviting(true)}>
      <UserPlus size={16} aria-hidden="true" />
      {texts.invite}
    </Button>
  ) : null;
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} actions={<Actions>{invite}</Actions>} />
      {members.data ? (
        <Panel>
          {members.data.items.length === 0 ? (
            <EmptyState icon={<UsersRound size={20} />} title={texts.emptyTitle} action={invite}>
              {texts.empty}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {members.data.items.map((member) => (
                <MemberRow key={member.id} member={member} customRoles={customRoles} />
              ))}
            </ul>
          )}
        </Panel>
      ) : members.isError ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : (
        <TeamSkeleton />
      )}
      {invitations.length === 0 ? null : (
        <InvitationList items={invitations} customRoles={customRoles} mayManage={mayManage} />
      )}
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
    </Page>
  );
}

const Actions = ({ children }: { readonly children: ReactNode }) => (
  <>
    <Link to="/dashboard/team/roles" className={buttonStyles({})}>
      <KeyRound size={16} aria-hidden="true" />
      {membersTexts().rolesLink}
    </Link>
    {children}
  </>
);

const TeamSkeleton = () => (
  <Panel>
    <div role="status" aria-label={membersTexts().loading} className="divide-y divide-border">
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
