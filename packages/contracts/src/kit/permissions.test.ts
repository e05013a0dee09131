import { describe, expect, it } from '@jest/globals';
import {
  isOwnerOnly,
  permissions,
  permissionSet,
  permissionsOfRoles,
  rolePermissions,
  TenantRole,
} from './permissions.ts';

describe('the permission matrix', () => {
  it('L-04 the owner has every permission, and nobody else one that is the owner’s alone', () => {
    expect(rolePermissions.owner).toEqual(permissions);
    for (const role of TenantRole.exclude(['owner']).options) {
      expect(rolePermissions[role].filter(isOwnerOnly)).toEqual([]);
    }
  });

  it('L-04 equal sets are one object, in whatever order they were named', () => {
    expect(permissionSet(['leads.read', 'overview.read'])).toBe(permissionSet(['overview.read', 'leads.read']));
    expect(permissionsOfRoles(['host', 'rep'])).toBe(permissionsOfRoles(['host']));
  });
});
