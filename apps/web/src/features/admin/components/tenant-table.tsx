import type { TenantRow } from '@stageline/contracts';
import { ArrowDown, ArrowUp, Ellipsis, ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import {
  Button,
  Menu,
  MenuItem,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { type Sorting, sortTenants, toggled } from '../lib/sort-tenants.ts';
import type { en } from '../texts.en.ts';
import { standingText } from '../lib/standing-text.ts';
import { adminTexts } from '../texts.ts';
import { HealthBadge } from './health-badges.tsx';
import { actionsFor, type TenantAction } from './tenant-actions.tsx';
import { StatusBadge } from './tenant-status.tsx';

interface TenantTableProps {
  readonly tenants: readonly TenantRow[];
  readonly onAction: (action: TenantAction) => void;
}

const columns: readonly {
  readonly key: keyof typeof en.table.columns;
  readonly numeric?: boolean;
  readonly wide?: true;
}[] = [
  { key: 'name' },
  { key: 'status' },
  { key: 'issues' },
  { key: 'plan', wide: true },
  { key: 'leads', numeric: true, wide: true },
  { key: 'viewers', numeric: true, wide: true },
  { key: 'createdAt', numeric: true, wide: true },
];

/** Not on a phone, which has room for what a site is and how it fares; the rest is on the site's own page. */
const WIDE = 'hidden sm:table-cell';
/** A phone's narrow column breaks a name rather than cut it short: two sites may begin alike. */
const NAME = 'block sm:truncate max-sm:line-clamp-3 max-sm:wrap-anywhere';

/** The sites that are loaded, sortable by every column. */
export function TenantTable({ tenants, onAction }: TenantTableProps) {
  const [sorting, setSorting] = useState<Sorting>({ by: 'createdAt', isDescending: true });
  const rows = useMemo(() => sortTenants(tenants, sorting), [tenants, sorting]);
  return (
    <Table label={adminTexts().sites}>
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableHeader
              key={column.key}
              aria-sort={ariaSort(sorting, column.key)}
              numeric={column.numeric ?? false}
              className={column.wide && WIDE}
            >
              <button
                type="button"
                onClick={() => setSorting(toggled(sorting, column.key))}
                className="tap-target inline-flex items-center gap-1 hover:text-text"
              >
                {adminTexts().table.columns[column.key]}
                <SortArrow sorting={sorting} by={column.key} />
              </button>
            </TableHeader>
          ))}
          <TableHeader>
            <span className="sr-only">{adminTexts().table.actions}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((tenant) => (
          <TableRow key={tenant.id}>
            <TableCell className="max-w-32 sm:max-w-72 sm:min-w-44">
              <Link to={`/tenants/${tenant.id}`} className={cn(NAME, 'font-medium hover:underline')}>
                {tenant.name}
              </Link>
              <a
                href={tenant.url}
                target="_blank"
                rel="noreferrer"
                className={cn(NAME, 'text-xs text-text-muted hover:text-text hover:underline')}
              >
                {new URL(tenant.url).host}
              </a>
            </TableCell>
            <TableCell>
              <StatusBadge status={tenant.status} />
            </TableCell>
            <TableCell>
              <HealthBadge issues={tenant.issues} />
            </TableCell>
            <TableCell className={WIDE}>{standingText(tenant.standing)}</TableCell>
            <TableCell numeric className={WIDE}>
              {formatNumber(tenant.usage.leads)}
            </TableCell>
            <TableCell numeric className={WIDE}>
              {formatNumber(tenant.viewers)}
            </TableCell>
            <TableCell numeric className={cn(WIDE, 'whitespace-nowrap text-text-muted')}>
              {formatDate(tenant.createdAt)}
            </TableCell>
            {/* On a phone the figures pass beneath it: what one came for stays in reach. */}
            <TableCell className="sticky end-0 w-13 bg-raised">
              <RowMenu tenant={tenant} onAction={onAction} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const ariaSort = (sorting: Sorting, by: Sorting['by']) =>
  sorting.by === by ? (sorting.isDescending ? 'descending' : 'ascending') : 'none';

function SortArrow({ sorting, by }: { sorting: Sorting; by: Sorting['by'] }) {
  if (sorting.by !== by) return null;
  const Icon = sorting.isDescending ? ArrowDown : ArrowUp;
  return <Icon size={16} aria-hidden="true" />;
}

function RowMenu({ tenant, onAction }: { tenant: TenantRow; onAction: (action: TenantAction) => void }) {
  const may = useAdminMay();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={adminTexts().table.actionsFor(tenant.name)}>
          <Ellipsis size={16} aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={tenant.url} target="_blank" rel="noreferrer">
          <ExternalLink size={16} aria-hidden="true" />
          {adminTexts().table.openSite}
        </a>
      </MenuItem>
      {actionsFor(tenant.status, may).map(({ kind, icon: Icon, danger }) => (
        <MenuItem key={kind} danger={danger ?? false} onSelect={() => onAction({ kind, tenant })}>
          <Icon size={16} aria-hidden="true" />
          {adminTexts().actions[kind]}
        </MenuItem>
      ))}
    </Menu>
  );
}
