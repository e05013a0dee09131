import { operations, type OperationDefinition, type TenantRole } from '@stageline/contracts';

/** Whether one of these roles may call an operation of a tenant's site. Pure; the routes and the menus both ask here. */
export function canCall(roles: readonly TenantRole[], operation: OperationDefinition): boolean {
  const { access } = operation;
  return access.kind === 'member' && access.roles.some((role) => roles.includes(role));
}

/** What these roles allow, as the ids of operations (`leads.list`), for the client's menus. */
export function permissionsOf(roles: readonly TenantRole[]): string[] {
  return operations.filter((operation) => canCall(roles, operation)).map(({ id }) => id);
}
