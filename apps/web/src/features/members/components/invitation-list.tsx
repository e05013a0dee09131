import type { CustomRole, InvitationView } from '@stageline/contracts';
import { Mail } from 'lucide-react';
import { formatDay } from '../../../shared/lib/format.ts';
import { Badge, Button, Panel, Section, toast } from '../../../shared/ui/index.ts';
import { useResendInvitation, useRevokeInvitation } from '../api/members.queries.ts';
import { roleLabel } from '../lib/role-choices.ts';
import { membersTexts } from '../texts.ts';

interface InvitationListProps {
  readonly items: readonly InvitationView[];
  readonly customRoles: readonly CustomRole[];
  readonly mayManage: boolean;
}

/** Who is invited and has not answered yet. */
export const InvitationList = ({ items, customRoles, mayManage }: InvitationListProps) => (
  <Section title={membersTexts().invited.title} className="mt-8">
    <Panel>
      <ul className="divide-y divide-border">
        {items.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} customRoles={customRoles} mayManage={mayManage} />
        ))}
      </ul>
    </Panel>
  </Section>
);

function InvitationRow({
  invitation,
  customRoles,
  mayManage,
}: Omit<InvitationListProps, 'items'> & { readonly invitation: InvitationView }) {
  const texts = membersTexts().invited;
  const { email, invitedBy, expired, expiresAt, roles } = invitation;
  const state = expired ? texts.expired : texts.until(formatDay(expiresAt));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4">
      <span
        className="grid size-10 shrink-0 place-items-center rounded-full bg-muted text-text-muted"
        aria-hidden="true"
      >
        <Mail size={16} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 truncate font-medium">{email}</span>
          {roles.map((role) => (
            <Badge key={role}>{roleLabel(role, customRoles)}</Badge>
          ))}
        </p>
        <p className={expired ? 'text-sm text-danger' : 'text-sm text-text-muted'}>
          {invitedBy === null ? state : `${texts.by(invitedBy)}, ${state}`}
        </p>
      </div>
      {mayManage ? <InvitationActions invitation={invitation} /> : null}
    </li>
  );
}

function InvitationActions({ invitation: { id, email } }: { readonly invitation: InvitationView }) {
  const texts = membersTexts().invited;
  const [resend, revoke] = [useResendInvitation(), useRevokeInvitation()];
  // By promise: taking one back takes this row away, and callbacks of a part that is gone are not called.
  const onError = (error: Error) => toast.error(texts.failed, { description: error.message });
  return (
    <div className="flex w-full gap-2 ps-14 sm:w-auto sm:ps-0">
      <Button
        size="sm"
        loading={resend.isPending}
        onClick={() => void resend.mutateAsync(id).then(() => toast(texts.resent(email)), onError)}
      >
        {texts.resend}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        loading={revoke.isPending}
        onClick={() => void revoke.mutateAsync(id).then(() => toast(texts.revoked(email)), onError)}
      >
        {texts.revoke}
      </Button>
    </div>
  );
}
