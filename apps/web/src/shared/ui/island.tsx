import type { ReactNode } from 'react';

/** Parts of a public page that come alive in the browser. Everything around them stays as the server wrote it. */
export type IslandName = 'viewer-time' | 'countdown' | 'registration' | 'line' | 'report' | 'invitation' | 'simulation';

/** Marks a part that `hydrate-landing.tsx` hydrates by its name; alone inside its element, so that the trees match. */
export const Island = ({
  name,
  className,
  children,
}: {
  readonly name: IslandName;
  readonly className?: string;
  readonly children: ReactNode;
}) => (
  <div data-island={name} className={className}>
    {children}
  </div>
);
