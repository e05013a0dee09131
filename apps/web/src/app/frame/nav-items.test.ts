import { describe, expect, it } from '@jest/globals';
import { operations, type TenantRole } from '@stageline/contracts';
import { navFor } from './nav-items.ts';

/** What the api answers for a role, from the same contract. */
const permissionsOf = (role: TenantRole) =>
  operations.filter(({ access }) => access.kind === 'member' && access.roles.includes(role)).map(({ id }) => id);
const labels = (role: TenantRole) => navFor(permissionsOf(role)).map((item) => item.label);

describe('dashboard menu', () => {
  it('shows an owner everything', () => {
    expect(labels('owner')).toEqual(['Today', 'Leads', 'Masterclasses', 'Team', 'Your site']);
  });
  it('shows a host the masterclasses but neither team nor site', () => {
    expect(labels('host')).toEqual(['Today', 'Leads', 'Masterclasses']);
  });
  it('shows a rep today and their leads only', () => {
    expect(labels('rep')).toEqual(['Today', 'Leads']);
  });
  it('shows nothing without permissions', () => {
    expect(navFor([])).toEqual([]);
  });
});
