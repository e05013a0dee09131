import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, type MouseEvent } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { proveFirst } from '../../../shared/lib/step-up.ts';
import { meQuery } from '../../../shared/lib/session.ts';
import { buttonStyles, Page, PageHeader, PageTitle, Tooltip } from '../../../shared/ui/index.ts';
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
      <PageTitle>{texts.title}</PageTitle>
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

interface ExportLinkProps {
  readonly address: string;
  readonly door?: 'auth' | 'admin';
}
/** A link and no call: the browser writes the file as it comes, however long it is. Who is there is asked before. */
export function ExportLink({ address, door = 'auth' }: ExportLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const proved = useRef(false);
  async function prove(): Promise<void> {
    proved.current = await proveFirst(() => call(`${door}.step-up-options`));
    if (proved.current) link.current?.click();
  }
  const onClick = (event: MouseEvent) => {
    if (!proved.current) {
      event.preventDefault();
      void prove();
    }
    proved.current = false;
  };
  return (
    <Tooltip content={auditTexts().exportHint}>
      <a ref={link} href={address} download onClick={onClick} className={buttonStyles({ variant: 'secondary' })}>
        <Download size={16} aria-hidden="true" />
        {auditTexts().export}
      </a>
    </Tooltip>
  );
}
