import type { TenantStatus } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  ShowMore,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { tenantListQuery } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';
import { SearchField } from './search-field.tsx';
import { isTenantStatus, statusLabel, tenantStatuses } from './tenant-status.tsx';
import { type TenantAction, TenantActionDialog } from './tenant-actions.tsx';
import { TenantTable } from './tenant-table.tsx';

/** All sites with their state and numbers; the filter is in the address. */
export function TenantsPage() {
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const wanted = params.get('status');
  const status = isTenantStatus(wanted) ? wanted : undefined;
  const tenants = useInfiniteQuery(tenantListQuery(search, status));
  const [action, setAction] = useState<TenantAction | null>(null);
  const set = useCallback(
    (name: 'search' | 'status', value: string) =>
      setParams(
        (current) => {
          if (value === '') current.delete(name);
          else current.set(name, value);
          return current;
        },
        { replace: true },
      ),
    [setParams],
  );
  const onSearch = useCallback((text: string) => set('search', text), [set]);
  const rows = tenants.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page className="max-w-5xl">
      <PageTitle>{adminTexts().sites}</PageTitle>
      <PageHeader title={adminTexts().sites} description={adminTexts().list.description} />
      <div className="mb-4 flex flex-wrap gap-3">
        <SearchField
          label={adminTexts().searchSites}
          placeholder={adminTexts().nameOrAddress}
          value={search}
          onSearch={onSearch}
        />
        <div className="w-44">
          <StatusFilter value={status} onChange={(value) => set('status', value)} />
        </div>
      </div>
      {tenants.isPending ? (
        <TableSkeleton />
      ) : tenants.isError && rows.length === 0 ? (
        <ErrorState error={tenants.error} onRetry={() => void tenants.refetch()} />
      ) : (
        <Panel className="overflow-hidden">
          {rows.length === 0 ? (
            <NoTenants isFiltered={search !== '' || status !== undefined} />
          ) : (
            <TenantTable tenants={rows} onAction={setAction} />
          )}
        </Panel>
      )}
      <ShowMore query={tenants} />
      <TenantActionDialog action={action} onClose={() => setAction(null)} />
    </Page>
  );
}

const StatusFilter = ({ value, onChange }: { value: TenantStatus | undefined; onChange: (value: string) => void }) => (
  <Select aria-label={adminTexts().state} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
    <option value="">{adminTexts().list.everyState}</option>
    {tenantStatuses.map((status) => (
      <option key={status} value={status}>
        {statusLabel(status)}
      </option>
    ))}
  </Select>
);

const NoTenants = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState title={adminTexts().list.noMatch}>{adminTexts().list.noMatchText}</EmptyState>
  ) : (
    <EmptyState icon={<Building2 size={20} />} title={adminTexts().list.emptyTitle}>
      {adminTexts().list.empty}
    </EmptyState>
  );

const TableSkeleton = () => (
  <Panel>
    <div role="status" aria-label={adminTexts().list.loading} className="divide-y divide-border">
      {[0, 1, 2, 3, 4].map((index) => (
        <div key={index} className="flex h-14 items-center gap-6 px-4">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-6 w-20" />
          <Skeleton className="ms-auto h-4 w-24" />
        </div>
      ))}
    </div>
  </Panel>
);
