import { z } from 'zod';
import { RoleId } from './ids.ts';
import { roleLabels } from './role-labels.ts';

interface PermissionDefinition {
  /** Where the matrix shows it. */
  readonly group: 'Today' | 'Leads' | 'Masterclasses' | 'Site' | 'Content' | 'Team' | 'Money' | 'Safety';
  /** What somebody who has it may do, as the end of the sentence "May …". */
  readonly label: string;
  /** Belongs to the owner alone: no other role has it, and no custom role can. */
  readonly ownerOnly?: true;
}

/**
 * Everything that somebody may be allowed on a site: a closed list. An operation names at most one of them
 * (`memberAccess('leads.read')`); which role has which is `rolePermissions`. A name is stored in custom roles and never
 * changes its meaning.
 */
export const permissionCatalogue = {
  'overview.read': { group: 'Today', label: 'see the numbers of the first page' },
  'analytics.read': { group: 'Today', label: 'see statistics' },
  'leads.read': { group: 'Leads', label: 'see the leads that are assigned to them' },
  'leads.read-all': { group: 'Leads', label: 'see the leads of the whole team' },
  'leads.read-team': { group: 'Leads', label: 'see the leads of those whom they lead' },
  'leads.edit': { group: 'Leads', label: 'move leads to another stage' },
  'pipelines.manage': { group: 'Leads', label: 'change pipelines and their stages' },
  'automations.manage': { group: 'Leads', label: 'set up automations' },
  'leads.assign': { group: 'Leads', label: 'give leads to another member' },
  'leads.merge': { group: 'Leads', label: 'merge leads that are the same person' },
  'leads.import': { group: 'Leads', label: 'bring leads in from a file' },
  'calls.manage': { group: 'Leads', label: 'set up the calls that can be booked' },
  'views.share': { group: 'Leads', label: 'share views of the leads with the team' },
  'contacts.read': { group: 'Leads', label: 'see e-mail addresses and phone numbers' },
  'mails.read': { group: 'Leads', label: 'read every mail that went to the people of the site' },
  'exports.create': { group: 'Leads', label: 'export data' },
  'sessions.read': { group: 'Masterclasses', label: 'see masterclasses and who attended' },
  'sessions.plan': { group: 'Masterclasses', label: 'plan masterclasses' },
  'sessions.host': { group: 'Masterclasses', label: 'go live and end a masterclass' },
  'recordings.manage': { group: 'Masterclasses', label: 'delete recordings and say who may watch them' },
  'site.read': { group: 'Site', label: 'see the settings of the site' },
  'site.edit': { group: 'Site', label: 'change colours, texts and pictures' },
  'site.publish': { group: 'Site', label: 'publish changes and take them back' },
  'mails.manage': { group: 'Site', label: 'change the e-mails of the site and when they go out' },
  'address.manage': { group: 'Site', label: 'move the site to another address', ownerOnly: true },
  'domains.manage': { group: 'Site', label: 'connect domains' },
  'courses.take': { group: 'Content', label: 'take courses' },
  'content.edit': { group: 'Content', label: 'write courses and texts' },
  'content.review': { group: 'Content', label: 'review and approve texts' },
  'team.read': { group: 'Team', label: 'see the team' },
  'team.manage': { group: 'Team', label: 'invite, change and remove members' },
  'roles.manage': { group: 'Team', label: 'define roles', ownerOnly: true },
  'finance.read': { group: 'Money', label: 'see payments and revenue' },
  'finance.manage': { group: 'Money', label: 'change payouts and prices', ownerOnly: true },
  'billing.manage': { group: 'Money', label: 'change the plan of the site and how it is paid', ownerOnly: true },
  'audit.read': { group: 'Safety', label: 'read the audit log' },
  'security.manage': { group: 'Safety', label: 'change the security rules of the site', ownerOnly: true },
} as const satisfies Record<string, PermissionDefinition>;

export type Permission = keyof typeof permissionCatalogue;
export const permissions = Object.keys(permissionCatalogue) as [Permission, ...Permission[]];
export const Permission = z.enum(permissions);

/** Whether only the owner may have a permission. */
export const isOwnerOnly = (permission: Permission): boolean =>
  (permissionCatalogue[permission] as PermissionDefinition).ownerOnly === true;

/** A role that every site has. A member may have several; together they allow what any of them allows. */
export const TenantRole = z.enum([
  'owner',
  'admin',
  'host',
  'leader',
  'rep',
  'editor',
  'reviewer',
  'learner',
  'pre-enrollee',
]);
export type TenantRole = z.infer<typeof TenantRole>;

/** A role of a member: one that every site has, or one that this site has defined. */
export const RoleRef = z.union([TenantRole, RoleId]);
export type RoleRef = z.infer<typeof RoleRef>;
export const isTenantRole = (role: string): role is TenantRole => TenantRole.safeParse(role).success;

/** The names of the roles, and what they are for in one sentence. */
export const roleCatalogue = {
  owner: { label: roleLabels.en.owner, hint: 'May do everything. A site always has one.' },
  admin: { label: roleLabels.en.admin, hint: 'Runs the site and the team with the owner.' },
  host: { label: roleLabels.en.host, hint: 'Plans masterclasses and goes live.' },
  leader: {
    label: roleLabels.en.leader,
    hint: 'Answers leads, and sees those of the members whom they lead.',
  },
  rep: { label: roleLabels.en.rep, hint: 'Answers the leads that are assigned to them.' },
  editor: { label: roleLabels.en.editor, hint: 'Works on the site and its texts.' },
  reviewer: {
    label: roleLabels.en.reviewer,
    hint: 'Reads along and approves texts; sees no contact data and no money.',
  },
  learner: { label: roleLabels.en.learner, hint: 'Takes courses.' },
  'pre-enrollee': { label: roleLabels.en['pre-enrollee'], hint: 'Has a log-in, and nothing to work on yet.' },
} as const satisfies Record<TenantRole, { label: string; hint: string }>;

/** The permission matrix (L-04): what each role allows. */
export const rolePermissions: Readonly<Record<TenantRole, readonly Permission[]>> = {
  owner: permissions,
  admin: permissions.filter((permission) => !isOwnerOnly(permission)),
  host: [
    'overview.read',
    'leads.read',
    'leads.edit',
    'contacts.read',
    'sessions.read',
    'sessions.plan',
    'sessions.host',
    'recordings.manage',
    'courses.take',
  ],
  leader: [
    'overview.read',
    'leads.read',
    'leads.read-team',
    'leads.edit',
    'views.share',
    'leads.merge',
    'contacts.read',
    'courses.take',
  ],
  rep: ['overview.read', 'leads.read', 'leads.edit', 'contacts.read', 'courses.take'],
  editor: ['site.read', 'site.edit', 'content.edit', 'courses.take'],
  reviewer: [
    'overview.read',
    'analytics.read',
    'leads.read',
    'leads.read-all',
    'sessions.read',
    'site.read',
    'content.review',
    'courses.take',
  ],
  learner: ['courses.take'],
  'pre-enrollee': [],
};

const interned = new Map<string, ReadonlySet<Permission>>();

/**
 * The one shared set of these permissions; equal lists get the same object, so that ten thousand members with the same
 * roles hold one set. There are few combinations: what a site allows comes from the roles above and its own few.
 */
export function permissionSet(granted: Iterable<Permission>): ReadonlySet<Permission> {
  const given = new Set(granted);
  const ordered = permissions.filter((permission) => given.has(permission));
  const key = ordered.join(' ');
  let set = interned.get(key);
  if (set === undefined) {
    // Custom roles bound the combinations of one site, not of all: begin again rather than grow for ever.
    if (interned.size >= 10_000) interned.clear();
    set = new Set(ordered);
    interned.set(key, set);
  }
  return set;
}

/** What these roles allow together; roles that a site has defined add nothing here, only the site knows them. */
export const permissionsOfRoles = (roles: readonly RoleRef[]): ReadonlySet<Permission> =>
  permissionSet(roles.filter(isTenantRole).flatMap((role) => rolePermissions[role]));
