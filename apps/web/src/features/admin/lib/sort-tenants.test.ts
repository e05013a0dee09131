import { describe, expect, it } from '@jest/globals';
import type { TenantRow } from '@stageline/contracts';
import { sortTenants, toggled } from './sort-tenants.ts';

const row = (name: string, leads: number) => ({ name, usage: { leads }, status: 'active' }) as TenantRow;

describe('tenant table', () => {
  it('sorts numbers as numbers and names as words', () => {
    const rows = [row('bee', 9), row('Ant', 10), row('cat', 1)];
    const names = (by: 'leads' | 'name', isDescending: boolean) =>
      sortTenants(rows, { by, isDescending }).map(({ name }) => name);
    expect(names('leads', true)).toEqual(['Ant', 'bee', 'cat']);
    expect(names('name', false)).toEqual(['Ant', 'bee', 'cat']);
  });
  it('begins with the largest number, with A, and turns round when pressed again', () => {
    const byName = toggled({ by: 'leads', isDescending: true }, 'name');
    expect(byName).toEqual({ by: 'name', isDescending: false });
    expect(toggled(byName, 'leads').isDescending).toBe(true);
    expect(toggled(byName, 'name').isDescending).toBe(true);
  });
});
