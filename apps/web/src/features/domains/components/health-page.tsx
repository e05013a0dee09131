import type { DoctorFinding, DoctorReport } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, RefreshCw } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import {
  Badge,
  type BadgeProps,
  Button,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { domainListQuery, healthQuery } from '../api/domains.queries.ts';
import { said } from '../lib/server-sentence.ts';
import { domainsTexts } from '../texts.ts';

const tones: Readonly<Record<DoctorFinding['status'], NonNullable<BadgeProps['tone']>>> = {
  ok: 'success',
  attention: 'warning',
  problem: 'danger',
  unknown: 'neutral',
  off: 'neutral',
};

/** The domain doctor: everything that one address depends on, and the one thing to do next. */
export function HealthPage() {
  const texts = domainsTexts();
  const [search, setSearch] = useSearchParams();
  const domainId = search.get('domain');
  const list = useQuery(domainListQuery());
  const health = useQuery(healthQuery(domainId));
  return (
    <Page>
      <PageTitle>{texts.healthTitle}</PageTitle>
      <Link
        to="/dashboard/domains"
        className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm text-text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      <PageHeader
        title={texts.healthTitle}
        description={texts.healthDescription}
        actions={
          <Button loading={health.isFetching && health.data !== undefined} onClick={() => void health.refetch()}>
            <RefreshCw size={16} aria-hidden="true" />
            {texts.lookAgain}
          </Button>
        }
      />
      {list.data && list.data.items.length > 0 ? (
        <label className="mb-6 block max-w-sm">
          <span className="mb-1.5 block text-sm font-medium">{texts.address}</span>
          <Select
            value={domainId ?? ''}
            onChange={({ target: { value } }) => setSearch(value === '' ? {} : { domain: value }, { replace: true })}
          >
            <option value="">{list.data.siteHost}</option>
            {list.data.items.map(({ id, displayHost }) => (
              <option key={id} value={id}>
                {displayHost}
              </option>
            ))}
          </Select>
        </label>
      ) : null}
      {health.data ? (
        <Report report={health.data} address={(domainId === null && list.data?.siteHost) || health.data.host} />
      ) : health.isError ? (
        <ErrorState error={health.error} onRetry={() => void health.refetch()} />
      ) : (
        <HealthSkeleton />
      )}
    </Page>
  );
}

interface ReportProps {
  readonly report: DoctorReport;
  /** As one types it, with a port where there is one. */
  readonly address: string;
}
function Report({ report: { findings, nextStep, checkedAt }, address }: ReportProps) {
  const texts = domainsTexts();
  return (
    <>
      <div role="status" className="mb-4 rounded-lg bg-primary-tint px-4 py-4 sm:px-5">
        <p className="text-sm font-semibold break-all text-primary-text">{address}</p>
        <p className="mt-1 text-base">
          {nextStep === null ? (
            texts.allWell
          ) : (
            <>
              <span className="font-semibold">{texts.nextStep}: </span>
              {said(nextStep)}
            </>
          )}
        </p>
        <p className="mt-1 text-xs text-text-muted">{texts.lookedAt(formatRelative(checkedAt))}</p>
      </div>
      <Panel>
        <ul className="divide-y divide-border">
          {findings.map((finding) => (
            <Finding key={finding.topic} finding={finding} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

const Finding = ({ finding: { title, status, summary, details, nextStep } }: { readonly finding: DoctorFinding }) => (
  <li className="px-4 py-4 sm:px-5">
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
      <h2 className="text-sm font-semibold">{said(title)}</h2>
      <Badge tone={tones[status]} dot>
        {domainsTexts().healthStates[status]}
      </Badge>
    </div>
    <p className="mt-1 text-sm text-text-muted">{said(summary)}</p>
    {nextStep === null ? null : <p className="mt-2 text-sm">{said(nextStep)}</p>}
    {details.length === 0 ? null : (
      <dl className="mt-3 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        {details.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="break-words text-text-muted">{said(label)}</dt>
            <dd className="pb-1.5 break-words sm:pb-0">{said(value)}</dd>
          </div>
        ))}
      </dl>
    )}
  </li>
);

const HealthSkeleton = () => (
  <div role="status" aria-label={domainsTexts().loadingHealth} className="flex flex-col gap-4">
    <Skeleton className="h-24 w-full rounded-lg" />
    <Skeleton className="h-80 w-full rounded-lg" />
  </div>
);
