import { describe, expect, it } from '@jest/globals';
import { operations, permissionsOfRoles, type TenantRole } from '@stageline/contracts';
import { navFor } from './nav-items.ts';

/** What the api answers for a role, from the same contract. */
function operationsOf(role: TenantRole): string[] {
  const granted = permissionsOfRoles([role]);
  const mayCall = ({ access }: (typeof operations)[number]) =>
    access.kind === 'member' && (access.permission === null || granted.has(access.permission));
  return operations.filter(mayCall).map(({ id }) => id);
}
const labels = (role: TenantRole) => navFor(operationsOf(role)).map((item) => item.label);

describe('dashboard menu', () => {
  it('shows an owner everything', () => {
    expect(labels('owner')).toEqual([
      'Today',
      'Leads',
      'Masterclasses',
      'Team',
      'Your site',
      'Template',
      'Domains',
      'Audit log',
    ]);
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
