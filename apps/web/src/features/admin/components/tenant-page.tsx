import { type Plan, planCatalogue, type TenantDetail } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ExternalLink, ScrollText } from 'lucide-react';
import { type ReactNode, startTransition, useOptimistic, useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatDate, formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import {
  Button,
  buttonStyles,
  ErrorState,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Select,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { tenantQuery, useChangePlan } from '../api/admin.queries.ts';
import { formatBytes } from '../../../shared/lib/format-bytes.ts';
import { standingText } from '../lib/standing-text.ts';
import { adminTexts } from '../texts.ts';
import { issueText } from './health-badges.tsx';
import { actionsFor, type TenantAction, TenantActionDialog } from './tenant-actions.tsx';
import { StatusBadge } from './tenant-status.tsx';

/** One site: who owns it, how it is, what it uses, and what can be done with it. */
export function TenantPage() {
  const { tenantId = '' } = useParams();
  const tenant = useQuery(tenantQuery(tenantId));
  return (
    <Page>
      <Link
        to="/tenants"
        className="mb-2 inline-flex min-h-11 items-center gap-1 text-sm text-text-muted hover:text-text"
      >
        <ChevronLeft size={16} aria-hidden="true" />
        {adminTexts().sites}
      </Link>
      {tenant.data ? (
        <Detail tenant={tenant.data} />
      ) : tenant.isError ? (
        <ErrorState error={tenant.error} onRetry={() => void tenant.refetch()} />
      ) : (
        <DetailSkeleton />
      )}
    </Page>
  );
}

function Detail({ tenant }: { readonly tenant: TenantDetail }) {
  const [action, setAction] = useState<TenantAction | null>(null);
  return (
    <>
      <PageTitle>{tenant.name}</PageTitle>
      <PageHeader
        title={<span className="wrap-anywhere">{tenant.name}</span>}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StatusBadge status={tenant.status} />
            <a
              href={tenant.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-8 items-center gap-1 wrap-anywhere hover:text-text hover:underline"
            >
              {new URL(tenant.url).host}
              <ExternalLink size={14} aria-hidden="true" className="shrink-0" />
            </a>
          </span>
        }
        actions={
          <Link to={`/audit?chain=${tenant.id}`} className={buttonStyles({ variant: 'secondary' })}>
            <ScrollText size={16} aria-hidden="true" />
            {adminTexts().site.auditLog}
          </Link>
        }
      />
      <div className="flex flex-col gap-8">
        <Pause tenant={tenant} />
        <Health tenant={tenant} />
        <Usage tenant={tenant} />
        <Facts tenant={tenant} />
        <Actions tenant={tenant} onAction={setAction} />
      </div>
      <TenantActionDialog action={action} onClose={() => setAction(null)} />
    </>
  );
}

function Pause({ tenant: { suspension, closing } }: { readonly tenant: TenantDetail }) {
  const pause = closing ?? suspension;
  if (pause === null) return null;
  const texts = adminTexts().site;
  const at = formatDateTime(pause.at);
  return (
    <Notice tone="warning">
      <p className="font-medium">
        {closing === null
          ? pause.by === null
            ? texts.suspendedSince(at)
            : texts.suspendedSinceBy(at, pause.by)
          : pause.by === null
            ? texts.closingSince(at)
            : texts.closingSinceBy(at, pause.by)}
      </p>
      <p className="mt-1 wrap-anywhere whitespace-pre-line">{pause.reason}</p>
    </Notice>
  );
}

const Health = ({ tenant: { issues } }: { readonly tenant: TenantDetail }) => (
  <Section title={adminTexts().site.health}>
    <Panel>
      {issues.length === 0 ? (
        <p className="px-4 py-3 text-sm text-text-muted">{adminTexts().site.nothingToDo}</p>
      ) : (
        <ul className="divide-y divide-border">
          {issues.map((issue) => (
            <li key={issue.kind} className="px-4 py-3 text-sm">
              <p className="font-medium text-danger">{issueText(issue)}</p>
              {issue.detail === null ? null : <p className="mt-0.5 wrap-anywhere text-text-muted">{issue.detail}</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  </Section>
);

function Usage({ tenant: { usage, viewers, storageBytes } }: { readonly tenant: TenantDetail }) {
  const texts = adminTexts().site;
  const numbers = [
    [texts.leads, formatNumber(usage.leads)],
    [texts.members, formatNumber(usage.members)],
    [texts.sessions, formatNumber(usage.sessions)],
    [texts.mails, formatNumber(usage.mails)],
    [texts.watching, formatNumber(viewers)],
    [texts.stored, formatBytes(storageBytes)],
  ] as const;
  return (
    <Section title={texts.usage}>
      <Panel>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-5 p-4 sm:grid-cols-3">
          {numbers.map(([label, value]) => (
            <div key={label} className="flex flex-col-reverse">
              <dt className="text-xs text-text-muted">{label}</dt>
              <dd className="numeric text-lg font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Section>
  );
}

const Facts = ({ tenant }: { readonly tenant: TenantDetail }) => (
  <Section title={adminTexts().site.details}>
    <Panel>
      <dl className="divide-y divide-border">
        <Fact label={adminTexts().site.standing}>{standingText(tenant.standing)}</Fact>
        <Fact label={adminTexts().site.plan}>
          <PlanChoice tenant={tenant} />
        </Fact>
        <Fact label={adminTexts().site.owner}>
          {tenant.owner === null ? (
            adminTexts().site.noOwner
          ) : (
            <>
              {tenant.owner.name} <span className="text-text-muted">{tenant.owner.email}</span>
            </>
          )}
        </Fact>
        <Fact label={adminTexts().site.domains}>
          {tenant.domains.length === 0 ? adminTexts().site.noDomains : tenant.domains.join(', ')}
        </Fact>
        <Fact label={adminTexts().site.support}>
          {tenant.allowsSupport ? adminTexts().site.mayLookIn : adminTexts().site.supportClosed}
        </Fact>
        <Fact label={adminTexts().site.created}>{formatDate(tenant.createdAt)}</Fact>
        <Fact label={adminTexts().site.id}>
          <span className="font-mono text-xs">{tenant.id}</span>
        </Fact>
      </dl>
    </Panel>
  </Section>
);

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2 text-sm">
    <dt className="text-text-muted">{label}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </div>
);

function PlanChoice({ tenant }: { readonly tenant: TenantDetail }) {
  const change = useChangePlan();
  const may = useAdminMay();
  const [shown, show] = useOptimistic(tenant.plan);
  if (!may('admin.change-plan')) return planCatalogue[tenant.plan].label;
  const choose = (plan: Plan) =>
    // Shown within the event itself: the cache tells its readers a task later, and until then React would put it back.
    startTransition(async () => {
      show(plan);
      await change
        .mutateAsync({ id: tenant.id, plan })
        .then(() => toast(adminTexts().site.planChanged(tenant.name, planCatalogue[plan].label)))
        .catch(({ message }: Error) => toast(adminTexts().site.planNotChanged, { description: message }));
    });
  return (
    <Select
      aria-label={adminTexts().site.planOf(tenant.name)}
      className="w-44"
      value={shown}
      onChange={(event) => choose(event.target.value as Plan)}
    >
      {Object.entries(planCatalogue).map(([plan, { label }]) => (
        <option key={plan} value={plan}>
          {label}
        </option>
      ))}
    </Select>
  );
}

function Actions({ tenant, onAction }: { tenant: TenantDetail; onAction: (action: TenantAction) => void }) {
  const may = useAdminMay();
  const offers = actionsFor(tenant.status, may).filter(({ kind }) => kind !== 'support' || tenant.allowsSupport);
  if (offers.length === 0) return null;
  return (
    <Section title={adminTexts().site.actions}>
      <div className="flex flex-wrap gap-2">
        {offers.map(({ kind, icon: Icon, danger }) => (
          <Button key={kind} variant={danger ? 'danger-quiet' : 'secondary'} onClick={() => onAction({ kind, tenant })}>
            <Icon size={16} aria-hidden="true" />
            {adminTexts().actions[kind]}
          </Button>
        ))}
      </div>
    </Section>
  );
}

const DetailSkeleton = () => (
  <div role="status" aria-label={adminTexts().site.loading}>
    <Skeleton className="h-8 w-64 max-w-full" />
    <Skeleton className="mt-3 h-5 w-40" />
    <Skeleton className="mt-8 h-14 w-full" />
    <Skeleton className="mt-8 h-32 w-full" />
    <Skeleton className="mt-8 h-64 w-full" />
  </div>
);
