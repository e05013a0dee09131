import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { meQuery } from '../../../shared/lib/session.ts';
import { buttonStyles, Page, PageHeader, Tooltip } from '../../../shared/ui/index.ts';
import { siteAuditQuery } from '../api/audit.queries.ts';
import { auditTexts } from '../texts.ts';
import { AuditFilterBar, useAuditFilter } from './audit-filter.tsx';
import { AuditList } from './audit-list.tsx';
import { SupportAccess } from './support-access.tsx';

/** Who did what on this site, and whether support may look in. */
export function AuditPage() {
  const texts = auditTexts();
  const state = useAuditFilter();
  const log = useInfiniteQuery(siteAuditQuery(state.filter));
  const operations = useQuery(meQuery).data?.operations ?? [];
  return (
    <Page>
      <title>{texts.title}</title>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={<ExportLink address="/api/v1/audit/export" />}
      />
      {operations.includes('support.set-policy') ? <SupportAccess /> : null}
      <AuditFilterBar state={state} />
      <AuditList log={log} isFiltered={state.isFiltered} />
    </Page>
  );
}

/** A link and no call: the browser writes the file as it comes, however long it is. */
export const ExportLink = ({ address }: { readonly address: string }) => (
  <Tooltip content={auditTexts().exportHint}>
    <a href={address} download className={buttonStyles({ variant: 'secondary' })}>
      <Download size={16} aria-hidden="true" />
      {auditTexts().export}
    </a>
  </Tooltip>
);
