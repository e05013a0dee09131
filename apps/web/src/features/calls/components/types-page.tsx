import { useQuery } from '@tanstack/react-query';
import { CalendarPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
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
  Skeleton,
} from '../../../shared/ui/index.ts';
import { callTypesQuery, type CallType } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';
import { TypeDialog } from './type-dialog.tsx';

/** What calls there are, each with a page to share. */
export function TypesPage() {
  const texts = callsTexts().typesPage;
  const mayManage = useSession().operations.includes('call-types.create');
  const { data, error, refetch } = useQuery(callTypesQuery());
  /** The one in the window; `new` for one that is not there yet. */
  const [open, setOpen] = useState<CallType | 'new' | null>(null);
  const add = mayManage ? (
    <Button variant="primary" onClick={() => setOpen('new')}>
      <Plus size={16} aria-hidden="true" />
      {texts.add}
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        {...(data !== undefined && data.items.length > 0 && { actions: add })}
      />
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-40 w-full rounded-lg" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <EmptyState icon={<CalendarPlus size={20} />} title={texts.empty} action={add}>
          {texts.emptyText}
        </EmptyState>
      ) : (
        <Panel>
          <ul className="divide-y divide-border">
            {data.items.map((type) => (
              <TypeRow key={type.id} type={type} onEdit={mayManage ? () => setOpen(type) : null} />
            ))}
          </ul>
        </Panel>
      )}
      {open === null ? null : <TypeDialog type={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function TypeRow({ type, onEdit }: { readonly type: CallType; readonly onEdit: (() => void) | null }) {
  const texts = callsTexts();
  const { name, slug, length, hosts, needsApproval, isActive } = type;
  const address = `${window.location.origin}/book/${slug}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2 text-sm font-semibold wrap-anywhere">
          {name}
          {isActive ? null : <Badge>{texts.typesPage.off}</Badge>}
          {needsApproval ? <Badge tone="primary">{texts.typesPage.approval}</Badge> : null}
        </p>
        <p className="mt-0.5 text-sm text-text-muted">
          {texts.minutes(length)} ·{' '}
          {hosts.length === 0 ? texts.typesPage.everybody : texts.typesPage.hosts(hosts.length)}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {isActive ? (
          <>
            <CopyButton
              text={address}
              label={texts.typesPage.copy}
              copied={texts.typesPage.copied}
              failed={texts.typesPage.notCopied}
            />
            <a href={address} target="_blank" rel="noreferrer" className={buttonStyles({ size: 'sm' })}>
              {texts.typesPage.open}
            </a>
          </>
        ) : null}
        {onEdit === null ? null : (
          <Button size="sm" variant="ghost" onClick={onEdit} aria-label={`${texts.typesPage.edit}: ${name}`}>
            {texts.typesPage.edit}
          </Button>
        )}
      </div>
    </li>
  );
}
