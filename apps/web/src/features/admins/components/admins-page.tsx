import {
  adminPermissionCatalogue,
  adminPermissions,
  AdminRole,
  permissionsOfAdminRole,
  type AdminInvitationView,
  type AdminView,
} from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Mail, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { formatDate, formatDay } from '../../../shared/lib/format.ts';
import { useAdmin, useAdminMay } from '../../../shared/lib/session.ts';
import {
  Avatar,
  Badge,
  Button,
  ConfirmDialog,
  ErrorState,
  Menu,
  MenuItem,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { PermissionMatrix, type MatrixGroup } from '../../../shared/ui/permission-matrix.tsx';
import { adminsQuery, useChangeRole, useRemoveAdmin, useRevokeInvitation } from '../api/admins.queries.ts';
import { adminsTexts } from '../texts.ts';
import { InviteDialog } from './invite-dialog.tsx';

/** What an owner wants to do with another administrator. */
interface Action {
  readonly kind: AdminRole | 'remove';
  readonly admin: AdminView;
}

/** Who administers the platform, and what each role may do. */
export function AdminsPage() {
  const texts = adminsTexts();
  const list = useQuery(adminsQuery());
  const may = useAdminMay();
  const [isInviting, setIsInviting] = useState(false);
  const [action, setAction] = useState<Action>();
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          may('admins.invite') ? (
            <Button variant="primary" onClick={() => setIsInviting(true)}>
              <UserPlus size={16} aria-hidden="true" />
              {texts.invite}
            </Button>
          ) : undefined
        }
      />
      {list.data ? (
        <>
          <Panel>
            <ul className="divide-y divide-border">
              {list.data.items.map((admin) => (
                <AdminRow key={admin.id} admin={admin} onAction={(kind) => setAction({ kind, admin })} />
              ))}
            </ul>
          </Panel>
          {list.data.invitations.length > 0 && <Invited items={list.data.invitations} />}
        </>
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-36 w-full rounded-lg" />
        </div>
      )}
      <Section title={texts.matrix.title} className="mt-8">
        <Matrix />
      </Section>
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
      {action === undefined ? null : <ActionDialog action={action} onClose={() => setAction(undefined)} />}
    </Page>
  );
}

function AdminRow({ admin, onAction }: { readonly admin: AdminView; onAction: (kind: Action['kind']) => void }) {
  const texts = adminsTexts();
  const me = useAdmin();
  const may = useAdminMay();
  const { id, name, email, role, hasSecondFactor, since } = admin;
  const isMe = id === me.id;
  return (
    <li className="flex items-center gap-4 px-4 py-4">
      <Avatar name={name} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
          <Badge>{texts.roles[role].label}</Badge>
          {isMe ? <Badge tone="success">{texts.you}</Badge> : null}
          <Badge tone={hasSecondFactor ? 'success' : 'warning'}>
            {hasSecondFactor ? texts.withFactor : texts.withoutFactor}
          </Badge>
        </p>
        <p className="text-sm text-text-muted wrap-anywhere">
          {email}, {texts.since(formatDate(since))}
        </p>
      </div>
      {isMe || !may('admins.remove') ? null : (
        <Menu
          align="end"
          trigger={
            <Button variant="ghost" size="icon-sm" aria-label={texts.actionsFor(name)}>
              <Ellipsis size={16} aria-hidden="true" />
            </Button>
          }
        >
          {role === 'support' ? (
            <MenuItem onSelect={() => onAction('owner')}>{texts.makeOwner}</MenuItem>
          ) : (
            <MenuItem onSelect={() => onAction('support')}>{texts.makeSupport}</MenuItem>
          )}
          <MenuItem danger onSelect={() => onAction('remove')}>
            {texts.remove}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}

function ActionDialog({ action, onClose }: { readonly action: Action; readonly onClose: () => void }) {
  const texts = adminsTexts();
  const change = useChangeRole();
  const remove = useRemoveAdmin();
  const { kind, admin } = action;
  if (kind === 'remove')
    return (
      <ConfirmDialog
        change={remove}
        input={admin.id}
        onClose={onClose}
        title={texts.removeTitle(admin.name)}
        description={texts.removeText}
        confirmLabel={texts.remove}
        danger
        done={texts.removed(admin.name)}
      />
    );
  return (
    <ConfirmDialog
      change={change}
      input={{ id: admin.id, role: kind }}
      onClose={onClose}
      title={texts.changeTitle(admin.name, texts.roles[kind].label)}
      description={texts.changeText}
      confirmLabel={texts.changeConfirm}
      done={texts.changed(admin.name)}
    />
  );
}

function Invited({ items }: { readonly items: readonly AdminInvitationView[] }) {
  const texts = adminsTexts().invited;
  const { roles } = adminsTexts();
  const may = useAdminMay();
  const revoke = useRevokeInvitation();
  const [leaving, setLeaving] = useState<AdminInvitationView>();
  return (
    <Section title={texts.title} className="mt-8">
      <Panel>
        <ul className="divide-y divide-border">
          {items.map((invitation) => (
            <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4">
              <span
                className="grid size-10 shrink-0 place-items-center rounded-full bg-muted text-text-muted"
                aria-hidden="true"
              >
                <Mail size={16} />
              </span>
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="min-w-0 font-medium wrap-anywhere">{invitation.email}</span>
                  <Badge>{roles[invitation.role].label}</Badge>
                </p>
                <p className={invitation.expired ? 'text-sm text-danger' : 'text-sm text-text-muted'}>
                  {texts.by(invitation.invitedBy)},{' '}
                  {invitation.expired ? texts.expired : texts.until(formatDay(invitation.expiresAt))}
                </p>
              </div>
              {may('admins.revoke-invitation') ? (
                <Button size="sm" variant="danger-quiet" onClick={() => setLeaving(invitation)}>
                  {texts.revoke}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Panel>
      {leaving === undefined ? null : (
        <ConfirmDialog
          change={revoke}
          input={leaving.id}
          onClose={() => setLeaving(undefined)}
          title={texts.revokeTitle(leaving.email)}
          description={texts.revokeText}
          confirmLabel={texts.revoke}
          danger
          done={texts.revoked}
        />
      )}
    </Section>
  );
}

function Matrix() {
  const texts = adminsTexts();
  const groups = new Map<string, { label: string; permissions: { id: string; label: string }[] }>();
  for (const id of adminPermissions) {
    const { group } = adminPermissionCatalogue[id];
    const among = groups.get(group) ?? { label: texts.groups[group], permissions: [] };
    among.permissions.push({ id, label: texts.permissions[id] });
    groups.set(group, among);
  }
  return (
    <PermissionMatrix
      texts={texts.matrix}
      roles={AdminRole.options.map((id) => ({
        id,
        label: texts.roles[id].label,
        allows: permissionsOfAdminRole(id),
      }))}
      groups={[...groups].map(([id, rest]): MatrixGroup => ({ id, ...rest }))}
    />
  );
}
