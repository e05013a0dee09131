import {
  permissionCatalogue,
  permissions,
  rolePermissions,
  TenantRole,
  type CustomRole,
  type Permission,
} from '@stageline/contracts';
import { membersTexts } from '../texts.ts';

/** One column of the matrix. */
export interface MatrixRole {
  readonly id: string;
  readonly label: string;
  readonly allows: ReadonlySet<Permission>;
}
export type MatrixGroup = (typeof permissionCatalogue)[Permission]['group'];

/** Every role of a site, its own first: behind those that all sites have they would stand beyond the edge of the table. */
export const matrixRoles = (custom: readonly CustomRole[]): MatrixRole[] => [
  ...custom.map(({ id, name, permissions: allowed }) => ({ id, label: name, allows: new Set(allowed) })),
  ...TenantRole.options.map((role) => ({
    id: role,
    label: membersTexts().roles[role].label,
    allows: new Set(rolePermissions[role]),
  })),
];

/** The permissions by group, both in the order of the catalogue. */
export function matrixGroups(among: readonly Permission[] = permissions): [MatrixGroup, Permission[]][] {
  const groups = new Map<MatrixGroup, Permission[]>();
  for (const permission of among) {
    const { group } = permissionCatalogue[permission];
    groups.set(group, [...(groups.get(group) ?? []), permission]);
  }
  return [...groups];
}
