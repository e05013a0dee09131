import type { SiteView } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';
import { Monogram } from '../../../shared/ui/monogram.tsx';
import { cn } from '../../../shared/lib/cn.ts';

interface PlainFrameProps {
  readonly site: SiteView;
  /** Of the page, for the choice of language. */
  readonly path: string;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}
/** The frame of a page that works without script; it looks as the app's own does. */
export function PlainFrame({ site, path, narrow = false, children }: PlainFrameProps) {
  const width = narrow ? 'w-full max-w-lg' : 'w-full max-w-4xl';
  return (
    <div data-plain="" className="flex min-h-dvh flex-col items-center px-4 pt-4 pb-12 sm:px-6 sm:pt-10">
      <header className={width}>
        <a href="/" className="inline-flex min-h-11 max-w-full items-center gap-3 rounded-md text-sm font-semibold">
          <Monogram name={site.profile.siteName} logoUrl={site.logoUrl} />
          <span className="truncate">{site.profile.siteName}</span>
        </a>
      </header>
      <main className={cn(width, 'mt-4 sm:mt-6')}>{children}</main>
      <footer className={cn(width, 'mt-8 text-sm')}>
        <LanguageLinks next={path} />
      </footer>
    </div>
  );
}

interface PlainNoteProps {
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly href: string; readonly label: string };
}
/** One calm message in place of the page. */
export const PlainNote = ({ title, text, action }: PlainNoteProps) => (
  <div className="mx-auto max-w-sm pt-16 text-center">
    <h1 className="display text-xl font-semibold">{title}</h1>
    <p className="mt-2 text-base text-text-muted">{text}</p>
    {action === undefined ? null : (
      <a href={action.href} className={buttonStyles({ className: 'mt-6' })}>
        {action.label}
      </a>
    )}
  </div>
);

/** Why something did not happen; read out at once. */
export const PlainAlert = ({ children }: { readonly children: ReactNode }) => (
  <p
    role="alert"
    tabIndex={-1}
    // Without script the browser moves the focus here after the post.
    autoFocus
    className="mb-5 rounded-md bg-danger-tint px-4 py-3 text-sm font-medium text-danger focus:outline-none"
  >
    {children}
  </p>
);
