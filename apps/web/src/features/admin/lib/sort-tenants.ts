import type { TenantRow } from '@stageline/contracts';

export interface Sorting {
  readonly by: 'name' | 'status' | 'plan' | 'issues' | 'leads' | 'viewers' | 'createdAt';
  readonly isDescending: boolean;
}

/** The sites in the order of one column; equal ones keep their order. */
export function sortTenants(tenants: readonly TenantRow[], { by, isDescending }: Sorting): readonly TenantRow[] {
  const compare = (a: TenantRow, b: TenantRow): number => {
    const [x, y] = [valueOf(a, by), valueOf(b, by)];
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
  };
  return tenants.toSorted((a, b) => (isDescending ? compare(b, a) : compare(a, b)));
}

function valueOf(tenant: TenantRow, by: Sorting['by']): string | number {
  if (by === 'issues') return tenant.issues.length;
  return by === 'leads' ? tenant.usage.leads : tenant[by];
}

/** Pressing a column's head: numbers and dates begin with the largest, texts with A; again turns the order round. */
export function toggled(sorting: Sorting, by: Sorting['by']): Sorting {
  if (sorting.by === by) return { by, isDescending: !sorting.isDescending };
  return { by, isDescending: by !== 'name' && by !== 'status' && by !== 'plan' };
}
