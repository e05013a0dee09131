import type { WebinarView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { NavLink, Outlet, useNavigate, useOutletContext, useParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import {
  Button,
  ConfirmDialog,
  ErrorState,
  Menu,
  MenuItem,
  Page,
  PageHeader,
  PageTitle,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { useWebinar, webinarQuery } from '../api/webinars.queries.ts';
import { webinarTexts } from '../texts.ts';
import { EditDialog } from './edit-dialog.tsx';

/** The parts of an event, each with an address of its own. */
const parts = [
  { name: 'overview', to: '', end: true },
  { name: 'people', to: 'people', end: false },
  { name: 'mails', to: 'mails', end: false },
  { name: 'files', to: 'files', end: false },
] as const;

/** The event that a part is of. */
export const useShownWebinar = (): WebinarView => useOutletContext<WebinarView>();

/** One event: who was there, what is written to them, and where it comes from. */
export function WebinarFrame() {
  const texts = webinarTexts();
  const { webinarId = '' } = useParams();
  const query = useQuery(webinarQuery(webinarId));
  if (query.data === undefined)
    return (
      <Page className="max-w-5xl">
        <BackLink to="/dashboard/follow-up">{texts.back}</BackLink>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div role="status" aria-label={texts.loading}>
            <Skeleton className="h-8 w-72 max-w-full" />
            <Skeleton className="mt-3 h-4 w-48" />
            <Skeleton className="mt-8 h-64 w-full" />
          </div>
        )}
      </Page>
    );
  const webinar = query.data;
  return (
    <Page className="max-w-5xl">
      <PageTitle>{webinar.title}</PageTitle>
      <BackLink to="/dashboard/follow-up">{texts.back}</BackLink>
      <Head webinar={webinar} />
      <nav aria-label={texts.frame.parts} className="mb-5 flex gap-1 overflow-x-auto border-b border-border">
        {parts
          .filter(({ name }) => name !== 'files' || webinar.source === 'import')
          .map(({ name, to, end }) => (
            <NavLink
              key={name}
              to={to}
              end={end}
              className={({ isActive }) =>
                cn(
                  '-mb-px flex h-11 shrink-0 items-center border-b-2 px-3 text-sm font-medium transition-colors hover:text-text focus-visible:-outline-offset-2',
                  isActive ? 'border-primary-text text-text' : 'border-transparent text-text-muted',
                )
              }
            >
              {texts.frame[name]}
            </NavLink>
          ))}
      </nav>
      <p
        role="status"
        className={
          webinar.state === 'reading' || webinar.state === 'scoring' ? 'mb-4 text-sm text-text-muted' : 'sr-only'
        }
      >
        {webinar.state === 'reading' ? texts.frame.reading : webinar.state === 'scoring' ? texts.frame.scoring : ''}
      </p>
      <Outlet context={webinar} />
    </Page>
  );
}

function Head({ webinar }: { readonly webinar: WebinarView }) {
  const texts = webinarTexts();
  const navigate = useNavigate();
  const { permissions } = useSession();
  const { remove } = useWebinar(webinar.id);
  const [asks, setAsks] = useState<'edit' | 'remove' | null>(null);
  const close = () => setAsks(null);
  const { began, lasted, source } = webinar;
  const facts = [
    source === 'own' ? texts.own : texts.elsewhere,
    ...(began === null ? [] : [formatDateTime(began, { timeZone: webinar.timeZone })]),
    ...(lasted === null ? [] : [texts.frame.minutes(formatNumber(Math.round(lasted)))]),
  ];
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{webinar.title}</span>}
        description={facts.join(' · ')}
        actions={
          permissions.includes('leads.import') ? (
            <>
              <Button onClick={() => setAsks('edit')}>{texts.frame.edit}</Button>
              <Menu
                trigger={
                  <Button variant="ghost" size="icon" aria-label={texts.frame.more}>
                    <MoreHorizontal size={18} aria-hidden="true" />
                  </Button>
                }
              >
                <MenuItem danger onSelect={() => setAsks('remove')}>
                  {texts.frame.remove}
                </MenuItem>
              </Menu>
            </>
          ) : undefined
        }
      />
      {asks === 'edit' ? <EditDialog webinar={webinar} onClose={close} /> : null}
      {asks === 'remove' ? (
        <ConfirmDialog
          title={texts.frame.removeTitle}
          description={texts.frame.removeText}
          confirmLabel={texts.frame.remove}
          danger
          change={{
            ...remove,
            mutateAsync: async () => {
              await remove.mutateAsync();
              await navigate('/dashboard/follow-up', { replace: true });
            },
          }}
          input={undefined}
          done={texts.frame.removed}
          onClose={close}
        />
      ) : null}
    </>
  );
}
