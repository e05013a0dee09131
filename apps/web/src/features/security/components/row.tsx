import type { ReactNode } from 'react';

interface RowProps {
  readonly title: ReactNode;
  /** How it stands, in one sentence. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** One thing of a panel: what it is, how it stands, and what can be done. */
export const Row = ({ title, children, action }: RowProps) => (
  <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
    <div className="min-w-0 flex-1 basis-48">
      <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">{title}</p>
      {children !== undefined && <p className="text-sm text-text-muted wrap-anywhere">{children}</p>}
    </div>
    {action !== undefined && <div className="flex flex-wrap gap-2">{action}</div>}
  </li>
);

/** The rows of a section. */
export const Rows = ({ children }: { readonly children: ReactNode }) => (
  <ul className="divide-y divide-border rounded-lg border border-border bg-raised text-sm">{children}</ul>
);
