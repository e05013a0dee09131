import type { ReactNode } from 'react';

interface CenteredProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** One calm message in the middle of the page: before, after or instead of the room. */
export const Centered = ({ icon, title, children, actions }: CenteredProps) => (
  <main className="grid min-h-dvh place-items-center p-6">
    <div className="flex max-w-sm animate-fade flex-col items-center text-center">
      {icon === undefined ? null : (
        <span
          aria-hidden="true"
          className="mb-5 grid size-13 place-items-center rounded-full bg-primary-tint text-primary-text"
        >
          {icon}
        </span>
      )}
      <h1 className="display text-xl font-semibold">{title}</h1>
      {children === undefined ? null : <div className="mt-2 text-base text-text-muted">{children}</div>}
      {actions === undefined ? null : <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  </main>
);
