import type { ReactNode } from 'react';

/** What has just become of something, above a visitor's page. */
export const Note = ({ children }: { readonly children: ReactNode }) => (
  <div
    role="status"
    className="mb-8 rounded-md border border-border bg-muted px-4 py-3 text-sm text-text wrap-anywhere"
  >
    {children}
  </div>
);
