import type { TenantRow } from '@stageline/contracts';

export interface Sorting {
  readonly by: 'name' | 'status' | 'leads' | 'viewers' | 'createdAt';
  readonly isDescending: boolean;
}

/** The sites in the order of one column; equal ones keep their order. */
export function sortTenants(tenants: readonly TenantRow[], { by, isDescending }: Sorting): readonly TenantRow[] {
  const compare = (a: TenantRow, b: TenantRow): number => {
    const [x, y] = [a[by], b[by]];
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
  };
  return tenants.toSorted((a, b) => (isDescending ? compare(b, a) : compare(a, b)));
}

/** Pressing a column's head: numbers and dates begin with the largest, texts with A; again turns the order round. */
export function toggled(sorting: Sorting, by: Sorting['by']): Sorting {
  if (sorting.by === by) return { by, isDescending: !sorting.isDescending };
  return { by, isDescending: by !== 'name' && by !== 'status' };
}
