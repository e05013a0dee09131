import type { SiteAddress } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate } from '../../../shared/lib/format.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { addressQuery } from '../api/address.queries.ts';
import { addressTexts } from '../texts.ts';
import { MoveDialog } from './move-dialog.tsx';
import { MoveForm } from './move-form.tsx';

/** Where the site is, where it was, and the way to move it. */
export function AddressPage() {
  const texts = addressTexts();
  const address = useQuery(addressQuery());
  const [target, setTarget] = useState<string | null>(null);
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      {address.data ? (
        <div className="flex flex-col gap-8">
          <Panel className="px-4 py-4 sm:px-5">
            <p className="text-sm text-text-muted">{texts.current}</p>
            <p className="mt-1 text-lg font-semibold break-all text-text">{new URL(address.data.url).host}</p>
          </Panel>
          <Section title={texts.move}>
            <MoveForm address={address.data} onMove={setTarget} />
          </Section>
          <Former address={address.data} onMove={setTarget} />
          {target === null ? null : <MoveDialog address={address.data} slug={target} onClose={() => setTarget(null)} />}
        </div>
      ) : address.isError ? (
        <ErrorState error={address.error} onRetry={() => void address.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-8">
          <Skeleton className="h-20 w-full rounded-lg" />
          <Skeleton className="h-32 w-full rounded-lg" />
        </div>
      )}
    </Page>
  );
}

function Former({ address, onMove }: { readonly address: SiteAddress; readonly onMove: (slug: string) => void }) {
  const texts = addressTexts();
  return (
    <Section title={texts.former} description={address.former.length > 0 ? texts.formerText : undefined}>
      <Panel>
        {address.former.length === 0 ? (
          <EmptyState title={texts.noFormer} className="py-8" />
        ) : (
          <ul className="divide-y divide-border">
            {address.former.map(({ slug, until }) => (
              <li key={slug} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-5">
                <span className="min-w-0 flex-1">
                  <span className="block font-medium break-all">{slug + address.suffix}</span>
                  <span className="numeric text-sm text-text-muted">{texts.until(formatDate(until))}</span>
                </span>
                <Button
                  variant="ghost"
                  size="sm"
                  onClick={() => onMove(slug)}
                  aria-label={texts.moveBackTo(slug + address.suffix)}
                >
                  {texts.moveBack}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </Section>
  );
}
