import type { PlatformAuditEntry } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Field, Page, PageHeader, PageTitle, Select } from '../../../shared/ui/index.ts';
import { platformAuditQuery } from '../api/audit.queries.ts';
import { auditTexts } from '../texts.ts';
import { AuditFilterBar, useAuditFilter } from './audit-filter.tsx';
import { AuditList } from './audit-list.tsx';
import { ExportLink } from './audit-page.tsx';

/** Who did what on the platform and on every site, for central administrators. */
export function PlatformAuditPage() {
  const texts = auditTexts();
  const state = useAuditFilter();
  const { chain, set } = state;
  const log = useInfiniteQuery(platformAuditQuery(state.filter, chain));
  const first = log.data?.pages[0]?.items[0];
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.platformDescription}
        actions={
          chain === '' ? undefined : (
            <ExportLink door="admin" address={`/api/v1/audit/export?chain=${encodeURIComponent(chain)}`} />
          )
        }
      />
      <AuditFilterBar state={state} ofPlatform>
        <Field label={texts.where} className="w-full sm:w-60">
          {(control) => (
            <Select {...control} value={chain} onChange={(event) => set('chain', event.target.value)}>
              <option value="">{texts.everyChain}</option>
              <option value="platform">{texts.onlyPlatform}</option>
              {chain === '' || chain === 'platform' ? null : (
                <option value={chain}>{first?.tenant?.name ?? texts.oneSite}</option>
              )}
            </Select>
          )}
        </Field>
      </AuditFilterBar>
      <AuditList log={log} isFiltered={state.isFiltered || chain !== ''} {...(chain === '' && { placeOf })} />
    </Page>
  );
}

const placeOf = ({ tenant }: PlatformAuditEntry): string => tenant?.name ?? auditTexts().onPlatform;
