import { useQuery } from '@tanstack/react-query';
import { Activity, Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  Badge,
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
  Stack,
} from '../../../shared/ui/index.ts';
import { domainListQuery } from '../api/domains.queries.ts';
import { domainsTexts } from '../texts.ts';
import { AddDomainDialog } from './add-domain-dialog.tsx';
import { DomainCard } from './domain-card.tsx';
import { MainAddress } from './main-address.tsx';

/** The addresses of a site: the one with us, its own domains, and which of them visitors see. */
export function DomainsPage() {
  const texts = domainsTexts();
  const list = useQuery(domainListQuery());
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <Plus size={16} aria-hidden="true" />
      {texts.add}
    </Button>
  );
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={list.data && list.data.items.length > 0 ? add : undefined}
      />
      {list.data ? (
        <>
          <SiteAddress host={list.data.siteHost} url={list.data.siteUrl} />
          <MainAddress siteHost={list.data.siteHost} domains={list.data.items} />
          <Section title={texts.ownDomains}>
            {list.data.items.length === 0 ? (
              <Panel>
                <EmptyState icon={<Globe size={20} />} title={texts.emptyTitle} action={add}>
                  {texts.empty}
                </EmptyState>
              </Panel>
            ) : (
              <Stack>
                {list.data.items.map((domain) => (
                  <DomainCard key={domain.id} domain={domain} />
                ))}
              </Stack>
            )}
          </Section>
        </>
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DomainsSkeleton />
      )}
      {isAdding ? <AddDomainDialog onClose={() => setIsAdding(false)} /> : null}
    </Page>
  );
}

function SiteAddress({ host, url }: { readonly host: string; readonly url: string }) {
  const texts = domainsTexts();
  return (
    <Section title={texts.siteAddress} className="mb-8">
      <Panel className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:px-5">
        <a href={url} className="min-w-0 font-medium break-all underline-offset-4 hover:underline">
          {host}
        </a>
        <Badge tone="success" dot>
          {texts.alwaysWorks}
        </Badge>
        <Link to="/dashboard/address" className={buttonStyles({ variant: 'ghost', size: 'sm', className: 'ms-auto' })}>
          {texts.moveSite}
        </Link>
        <Link
          to="/dashboard/domains/health"
          className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-me-3' })}
          aria-label={`${texts.health}: ${host}`}
        >
          <Activity size={16} aria-hidden="true" />
          {texts.health}
        </Link>
      </Panel>
    </Section>
  );
}

const DomainsSkeleton = () => (
  <div role="status" aria-label={domainsTexts().loading} className="flex flex-col gap-4">
    <Skeleton className="h-5 w-36" />
    <Skeleton className="mb-4 h-15 w-full rounded-lg" />
    <Skeleton className="h-5 w-40" />
    <Skeleton className="h-44 w-full rounded-lg" />
  </div>
);
