import { describe, expect, it } from '@jest/globals';
import {
  operations,
  permissionsOfAdminRole,
  permissionsOfRoles,
  type AdminRole,
  type TenantRole,
} from '@stageline/contracts';
import { adminNav, navFor } from './nav-items.ts';

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
      'Calls',
      'Masterclasses',
      'After the event',
      'Statistics',
      'Money',
      'Assignment',
      'Automations',
      'E-mails',
      'Team',
      'Your site',
      'Template',
      'Domains',
      'Plan and billing',
      'Audit log',
    ]);
  });
  it('shows a host the masterclasses but neither team nor site', () => {
    expect(labels('host')).toEqual(['Today', 'Leads', 'Calls', 'Masterclasses', 'After the event']);
  });
  it('shows a rep today, their leads and their calls only', () => {
    expect(labels('rep')).toEqual(['Today', 'Leads', 'Calls']);
  });
  it('shows nothing without permissions', () => {
    expect(navFor([])).toEqual([]);
  });
});

describe('menu of the administrators', () => {
  const menuOf = (role: AdminRole) => {
    const granted = permissionsOfAdminRole(role);
    const mayCall = ({ access }: (typeof operations)[number]) =>
      access.kind === 'admin' && (access.permission === null || granted.has(access.permission));
    return adminNav(operations.filter(mayCall).map(({ id }) => id)).map(({ to }) => to);
  };
  it('L-14 shows support everything to look at but the mailbox, in which there are links that log in', () => {
    expect(menuOf('owner')).toContain('/mail');
    expect(menuOf('support')).toEqual(menuOf('owner').filter((to) => to !== '/mail'));
  });
});
