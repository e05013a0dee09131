import { operations, type OperationDefinition, type Permission } from '@stageline/contracts';
import { isAllowed } from '../../http/route.ts';

/** Whether these permissions are enough for an operation of a tenant's site. Pure; the routes ask the same. */
export function canCall(permissions: ReadonlySet<Permission>, { access }: OperationDefinition): boolean {
  return access.kind === 'member' && isAllowed({ permissions }, access);
}

/** The ids of the operations that these permissions are enough for (`leads.list`), for the client's menus. */
export function operationsOf(permissions: ReadonlySet<Permission>): string[] {
  return operations.filter((operation) => canCall(permissions, operation)).map(({ id }) => id);
}
