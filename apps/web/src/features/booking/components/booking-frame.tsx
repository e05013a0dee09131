import type { ReactNode } from 'react';
import { useSite } from '../../../shared/lib/session.ts';
import { buttonStyles, PageTitle } from '../../../shared/ui/index.ts';
import { Monogram } from '../../../shared/ui/monogram.tsx';
import { bookingTexts } from '../texts.ts';

interface BookingFrameProps {
  /** Of the tab. */
  readonly title: string;
  readonly children: ReactNode;
}
/** A visitor's page about calls: whose it is, and below it one thing. */
export function BookingFrame({ title, children }: BookingFrameProps) {
  const { data: site } = useSite();
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-4 pb-12 sm:px-6 sm:pt-10">
      <PageTitle>{title}</PageTitle>
      <header className="w-full max-w-4xl">
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
      <main className="mt-4 w-full max-w-4xl sm:mt-6">{children}</main>
    </div>
  );
}

interface CalmProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}
/** One calm message in place of the page. */
export const Calm = ({ icon, title, children, action }: CalmProps) => (
  <BookingFrame title={title}>
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
            {bookingTexts().toSite}
          </a>
        )}
      </div>
    </div>
  </BookingFrame>
);
