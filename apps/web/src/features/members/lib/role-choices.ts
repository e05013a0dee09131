import {
  isTenantRole,
  rolePermissions,
  TenantRole,
  type CustomRole,
  type Permission,
  type RoleRef,
} from '@stageline/contracts';
import { membersTexts } from '../texts.ts';

/** A role as a form offers it. */
export interface RoleChoice {
  readonly ref: RoleRef;
  readonly label: string;
  readonly hint: string;
}

/** The roles that somebody with these permissions may give away: none that allows more than they may themselves. */
export function grantableRoles(own: readonly Permission[], custom: readonly CustomRole[]): RoleChoice[] {
  const holds = (wanted: readonly Permission[]) => wanted.every((permission) => own.includes(permission));
  const texts = membersTexts();
  const common = TenantRole.options.filter((role) => holds(rolePermissions[role]));
  return [
    ...common.map((ref) => ({ ref, ...texts.roles[ref] })),
    ...custom
      .filter(({ permissions }) => holds(permissions))
      .map(({ id, name, permissions }) => ({
        ref: id,
        label: name,
        hint: permissions.map((permission) => texts.permissions[permission]).join(', '),
      })),
  ];
}

/** The name of a role for people. */
export function roleLabel(ref: RoleRef, custom: readonly CustomRole[]): string {
  if (isTenantRole(ref)) return membersTexts().roles[ref].label;
  return custom.find(({ id }) => id === ref)?.name ?? membersTexts().lostRole;
}
