import { z } from 'zod';

interface AdminPermissionDefinition {
  /** Where the matrix shows it. */
  readonly group: 'Sites' | 'Platform' | 'Safety';
  /** What somebody who has it may do, as the end of the sentence "May …". */
  readonly label: string;
}

/**
 * Everything that a central administrator may be allowed: a closed list. An operation of the admin host names at most one of
 * them (`adminAccess('sites.read')`); which role has which is `adminRolePermissions`.
 */
export const adminPermissionCatalogue = {
  'sites.read': { group: 'Sites', label: 'see all sites with their health and usage' },
  'support.visit': { group: 'Sites', label: 'look at a site from inside, without changing anything' },
  'abuse.read': { group: 'Sites', label: 'read reports of abuse' },
  'abuse.handle': { group: 'Sites', label: 'take reports of abuse up and close them' },
  'sites.suspend': { group: 'Sites', label: 'suspend sites and bring them back' },
  'sites.close': { group: 'Sites', label: 'close sites, and take that back' },
  'plans.change': { group: 'Sites', label: 'put sites on another plan' },
  'broadcasts.read': { group: 'Platform', label: 'read notices to the owners of sites' },
  'broadcasts.send': { group: 'Platform', label: 'send notices to the owners of sites' },
  'templates.read': { group: 'Platform', label: 'see templates and who has which version' },
  'templates.publish': { group: 'Platform', label: 'publish templates' },
  'brand-policy.read': { group: 'Platform', label: 'see what the platform fixes for every site' },
  'brand-policy.change': { group: 'Platform', label: 'change what the platform fixes for every site' },
  'sales-tax.read': { group: 'Platform', label: 'see how plans and credits are taxed' },
  'sales-tax.change': { group: 'Platform', label: 'change how plans and credits are taxed' },
  'isolation.read': { group: 'Safety', label: 'see how the walls between sites hold' },
  'platform-audit.read': { group: 'Safety', label: 'read the audit log of the platform' },
  'platform-audit.export': { group: 'Safety', label: 'export the audit log of the platform' },
  'mail.read': { group: 'Safety', label: 'read the embedded mailbox, in which there are links that log in' },
  'admins.read': { group: 'Safety', label: 'see who administers the platform' },
  'admins.manage': { group: 'Safety', label: 'invite, change and remove administrators' },
} as const satisfies Record<string, AdminPermissionDefinition>;

export type AdminPermission = keyof typeof adminPermissionCatalogue;
export const adminPermissions = Object.keys(adminPermissionCatalogue) as [AdminPermission, ...AdminPermission[]];
export const AdminPermission = z.enum(adminPermissions);

/** What a central administrator is; everybody is exactly one. */
export const AdminRole = z.enum(['owner', 'support']);
export type AdminRole = z.infer<typeof AdminRole>;

/** The names of the roles, and what they are for in one sentence. */
export const adminRoleCatalogue = {
  owner: { label: 'Platform owner', hint: 'May do everything. There is always one.' },
  support: { label: 'Platform support', hint: 'Looks, visits sites without changing anything, and answers reports.' },
} as const satisfies Record<AdminRole, { label: string; hint: string }>;

/** The permission matrix of the platform (L-04): what each role allows. */
export const adminRolePermissions: Readonly<Record<AdminRole, readonly AdminPermission[]>> = {
  owner: adminPermissions,
  support: [
    'sites.read',
    'support.visit',
    'abuse.read',
    'abuse.handle',
    'broadcasts.read',
    'templates.read',
    'brand-policy.read',
    'sales-tax.read',
    'isolation.read',
    'platform-audit.read',
    'admins.read',
  ],
};

const sets: Readonly<Record<AdminRole, ReadonlySet<AdminPermission>>> = {
  owner: new Set(adminRolePermissions.owner),
  support: new Set(adminRolePermissions.support),
};
/** What a role allows; one object per role. */
export const permissionsOfAdminRole = (role: AdminRole): ReadonlySet<AdminPermission> => sets[role];
