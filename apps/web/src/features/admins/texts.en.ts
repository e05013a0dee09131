import {
  adminPermissionCatalogue,
  adminRoleCatalogue,
  type AdminPermission,
  type AdminRole,
} from '@stageline/contracts';

const permissions = Object.fromEntries(
  Object.entries(adminPermissionCatalogue).map(([name, { label }]) => [name, label]),
) as Record<AdminPermission, string>;
const groups: Record<(typeof adminPermissionCatalogue)[AdminPermission]['group'], string> = {
  Sites: 'Sites',
  Platform: 'Platform',
  Safety: 'Safety',
};
const roles: Record<AdminRole, { label: string; hint: string }> = adminRoleCatalogue;

export const en = {
  title: 'Administrators',
  description: 'Who administers the platform, and what each role may do.',
  loading: 'Loading the administrators',
  invite: 'Invite',
  you: 'You',
  since: (date: string) => `since ${date}`,
  withFactor: 'Second factor',
  withoutFactor: 'No second factor',
  actionsFor: (name: string) => `Actions for ${name}`,
  makeOwner: 'Make platform owner',
  makeSupport: 'Make platform support',
  remove: 'Remove',
  changeTitle: (name: string, role: string) => `Make ${name} ${role}?`,
  changeText: 'They are signed out everywhere and log in again with what the role allows.',
  changeConfirm: 'Change role',
  changed: (name: string) => `${name} has another role`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'Their sessions and visits end at once, and their log-in, passkeys and codes are deleted.',
  removed: (name: string) => `${name} is removed`,
  invited: {
    title: 'Invited',
    by: (name: string) => `invited by ${name}`,
    until: (date: string) => `open until ${date}`,
    expired: 'expired',
    revoke: 'Take back',
    revokeTitle: (email: string) => `Take the invitation of ${email} back?`,
    revokeText: 'Its link stops working.',
    revoked: 'The invitation is taken back',
  },
  inviting: {
    title: 'Invite an administrator',
    description: 'They choose a password of their own, and a second factor where the platform asks for one.',
    email: 'E-mail',
    role: 'Role',
    submit: 'Invite',
    taken: 'This address administers the platform already.',
    doneTitle: 'The invitation is ready',
    done: (email: string) =>
      `We mail this link to ${email}. If no mail arrives, hand it over yourself: it is shown only now, and works once.`,
    link: 'Link',
    copy: 'Copy the link',
    copied: 'Copied',
    close: 'Done',
  },
  matrix: {
    title: 'What each role may do',
    permission: 'Permission',
    role: 'Role',
    allowed: 'May',
    notAllowed: 'May not',
  },
  factorBar: {
    text: 'Your log-in has no second factor. In production the platform asks for one: without it, nobody gets in.',
    action: 'Set one up',
  },
  roles,
  permissions,
  groups,
};
