import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';

interface AuthFrameProps {
  /** Whose door this is. */
  readonly brand: ReactNode;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** A quiet way elsewhere. */
  readonly footer?: ReactNode;
}
/** Pages behind a mailed link: whoever left one would lose the secret that the link carries. */
const BEHIND_LINK = /^\/(?:invitation|handover|log-in\/(?:link|new-password|confirm-email))$/;

/** The frame of every log-in: one column, one task. */
export function AuthFrame({ brand, title, description, children, footer }: AuthFrameProps) {
  const { pathname, search } = useLocation();
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <header className="px-4 pt-4 sm:px-8 sm:pt-6">{brand}</header>
      <main className="mx-auto flex w-full max-w-sm flex-1 flex-col px-4 pt-[12dvh] pb-16">
        <h1 className="display text-2xl text-text">{title}</h1>
        {description !== undefined && <p className="mt-2 text-base text-text-muted">{description}</p>}
        <div className="mt-8">{children}</div>
        {footer !== undefined && <p className="mt-8 text-sm text-text-muted">{footer}</p>}
      </main>
      {!BEHIND_LINK.test(pathname) && (
        <footer className="mx-auto w-full max-w-sm px-4 pb-6 text-sm">
          <LanguageLinks next={pathname + search} />
        </footer>
      )}
    </div>
  );
}
