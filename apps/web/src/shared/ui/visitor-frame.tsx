import { Link2Off } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { ApiProblem } from '../lib/request.ts';
import { useSite } from '../lib/session.ts';
import { ConnectionLine } from './connection-line.tsx';
import { buttonStyles, ErrorState, PageTitle, Skeleton } from './index.ts';
import { Monogram } from './monogram.tsx';
import { uiTexts } from './texts.ts';

interface VisitorFrameProps {
  /** Of the tab. */
  readonly title: string;
  /** As wide as a form. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}
/** A page for visitors of a site: whose it is, and below it one thing. */
export function VisitorFrame({ title, narrow = false, children }: VisitorFrameProps) {
  const width = narrow ? 'w-full max-w-lg' : 'w-full max-w-4xl';
  const { data: site } = useSite();
  return (
    <div className="flex min-h-dvh flex-col">
      <PageTitle>{title}</PageTitle>
      <ConnectionLine />
      <div className="flex flex-1 flex-col items-center px-4 pt-4 pb-12 sm:px-6 sm:pt-10">
        <header className={width}>
          <a href="/" className="inline-flex min-h-11 max-w-full items-center gap-3 rounded-md text-sm font-semibold">
            {site === undefined ? (
              <span className="size-10 rounded-md bg-muted" />
            ) : (
              <>
                <Monogram name={site.profile.siteName} logoUrl={site.logoUrl} />
                <span className="truncate">{site.profile.siteName}</span>
              </>
            )}
          </a>
        </header>
        <main className={cn(width, 'mt-4 sm:mt-6')}>{children}</main>
      </div>
    </div>
  );
}

interface VisitorNoteProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}
/** One calm message in place of the page. */
export const VisitorNote = ({ icon, title, children, action }: VisitorNoteProps) => (
  <VisitorFrame title={title}>
    <div className="mx-auto flex max-w-sm flex-col items-center pt-16 text-center">
      <span
        aria-hidden="true"
        className="mb-5 grid size-13 place-items-center rounded-full bg-primary-tint text-primary-text"
      >
        {icon}
      </span>
      <h1 className="display text-xl font-semibold">{title}</h1>
      {children === undefined ? null : <div className="mt-2 text-base text-text-muted">{children}</div>}
      <div className="mt-6">
        {action ?? (
          <a href="/" className={buttonStyles({})}>
            {uiTexts().toSite}
          </a>
        )}
      </div>
    </div>
  </VisitorFrame>
);

interface VisitorLoadedProps<T> {
  /** As React Query gives it. */
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly refetch: () => Promise<unknown>;
  };
  /** Of the tab while it is awaited, and what a screen reader hears then. */
  readonly loading: string;
  /** What is said of a link that leads nowhere. */
  readonly lost: { readonly title: string; readonly text: string };
  readonly children: (data: T) => ReactNode;
}
/** What a link brings, once it is there; until then that it is awaited, why it did not come, or that it leads nowhere. */
export function VisitorLoaded<T>({ query, loading, lost, children }: VisitorLoadedProps<T>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  // Whoever asks too often only has to wait.
  if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429)
    return (
      <VisitorNote icon={<Link2Off size={20} />} title={lost.title}>
        {lost.text}
      </VisitorNote>
    );
  return (
    <VisitorFrame narrow title={loading}>
      {error === null ? (
        <div role="status" aria-label={loading}>
          <Skeleton className="h-96 w-full rounded-lg" />
        </div>
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </VisitorFrame>
  );
}
