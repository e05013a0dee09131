import type { AbuseReportView, AbuseState } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { filled } from '../../../shared/i18n/index.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import {
  Badge,
  Button,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  ShowMore,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { abuseListQuery, useReviewReport } from '../api/admin.queries.ts';
import { en } from '../texts.en.ts';
import { adminTexts } from '../texts.ts';
import { ResolveDialog } from './resolve-dialog.tsx';
import { isTenantStatus, StatusBadge } from './tenant-status.tsx';

const states = Object.keys(en.reports.states) as AbuseState[];
const isState = (value: string | null): value is AbuseState => value !== null && value in en.reports.states;

/** What people reported about sites, the longest waiting first. */
export function AbusePage() {
  const texts = adminTexts().reports;
  const [params, setParams] = useSearchParams();
  const wanted = params.get('state');
  const state = isState(wanted) ? wanted : 'open';
  const reports = useInfiniteQuery(abuseListQuery(state));
  const [resolving, setResolving] = useState<AbuseReportView | null>(null);
  const items = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          <Select
            aria-label={adminTexts().state}
            className="w-40"
            value={state}
            onChange={(event) => setParams({ state: event.target.value }, { replace: true })}
          >
            {states.map((value) => (
              <option key={value} value={value}>
                {texts.states[value]}
              </option>
            ))}
          </Select>
        }
      />
      {reports.isPending ? (
        <ListSkeleton />
      ) : reports.isError && items.length === 0 ? (
        <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />
      ) : items.length === 0 ? (
        <Panel>
          <EmptyState icon={<Flag size={20} />} title={state === 'open' ? texts.nothingWaits : texts.none}>
            {state === 'open' ? texts.nothingWaitsText : texts.noneText}
          </EmptyState>
        </Panel>
      ) : (
        <ul className="flex flex-col gap-4">
          {items.map((report) => (
            <li key={report.id}>
              <Report report={report} onResolve={() => setResolving(report)} />
            </li>
          ))}
        </ul>
      )}
      <ShowMore query={reports} />
      {resolving === null ? null : <ResolveDialog report={resolving} onClose={() => setResolving(null)} />}
    </Page>
  );
}

function Report({ report, onResolve }: { readonly report: AbuseReportView; readonly onResolve: () => void }) {
  const { tenant, category, text, email, state, outcome, note, handledBy, openForSite, createdAt } = report;
  const texts = adminTexts().reports;
  const may = useAdminMay();
  const now = useNow(60_000);
  return (
    <Panel className="p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Link to={`/tenants/${tenant.id}`} className="min-w-0 font-medium wrap-anywhere hover:underline">
          {tenant.name === '' ? tenant.id : tenant.name}
        </Link>
        {tenant.status === 'active' || !isTenantStatus(tenant.status) ? null : <StatusBadge status={tenant.status} />}
        <Badge>{texts.categories[category]}</Badge>
        {openForSite > 1 ? <Badge tone="warning">{texts.openForSite(openForSite)}</Badge> : null}
        <time dateTime={createdAt} className="ms-auto text-xs whitespace-nowrap text-text-muted">
          {formatRelative(createdAt, now)}
        </time>
      </div>
      <p className="mt-2 text-sm wrap-anywhere whitespace-pre-line">{text}</p>
      {email === null ? null : (
        <p className="mt-2 text-sm text-text-muted">
          {filled(texts.from, {
            email: (
              <a href={`mailto:${email}`} className="wrap-anywhere underline underline-offset-4">
                {email}
              </a>
            ),
          })}
        </p>
      )}
      {outcome === null ? null : (
        <p className="mt-3 rounded-md bg-muted px-3 py-2 text-sm wrap-anywhere">
          <span className="font-medium">{texts.outcomes[outcome]}</span>
          {handledBy === null ? texts.note(note ?? '') : texts.noteBy(handledBy, note ?? '')}
        </p>
      )}
      {state === 'resolved' || !may('abuse.resolve') ? null : <Steps report={report} onResolve={onResolve} />}
    </Panel>
  );
}

function Steps({
  report: { id, state, handledBy },
  onResolve,
}: {
  readonly report: AbuseReportView;
  readonly onResolve: () => void;
}) {
  const texts = adminTexts().reports;
  const review = useReviewReport();
  const isOpen = state === 'open';
  const move = () =>
    review.mutate(
      { id, state: isOpen ? 'in-review' : 'open' },
      { onError: (error) => toast(texts.notMoved, { description: error.message }) },
    );
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      <Button size="sm" variant={isOpen ? 'secondary' : 'primary'} onClick={onResolve}>
        {texts.close}
      </Button>
      <Button size="sm" variant={isOpen ? 'primary' : 'ghost'} loading={review.isPending} onClick={move}>
        {isOpen ? texts.takeUp : texts.putBack}
      </Button>
      {isOpen || handledBy === null ? null : (
        <span className="text-xs text-text-muted">{texts.looksInto(handledBy)}</span>
      )}
    </div>
  );
}

const ListSkeleton = () => (
  <div role="status" aria-label={adminTexts().reports.loading} className="flex flex-col gap-4">
    {[0, 1].map((index) => (
      <Panel key={index} className="p-4">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="mt-3 h-4 w-full" />
        <Skeleton className="mt-2 h-4 w-2/3" />
      </Panel>
    ))}
  </div>
);
