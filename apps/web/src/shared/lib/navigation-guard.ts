import { useEffect, useState } from 'react';

/** Something that does not want the page to be left without a question. */
export interface NavigationGuard {
  /** Whether going to this path needs the question. */
  blocks(pathname: string): boolean;
  /** Asks; `proceed` goes where the person wanted to. */
  hold(proceed: () => void): void;
}

let current: NavigationGuard | undefined;
/** The guard of the page that is open, if it has one; the router asks it. */
export const navigationGuard = (): NavigationGuard | undefined => current;

export type LeaveQuestion =
  | { readonly state: 'unblocked'; readonly proceed?: undefined; readonly reset?: undefined }
  | { readonly state: 'blocked'; readonly proceed: () => void; readonly reset: () => void };

/**
 * Asks before unsaved changes are left: within the app through the answer, on closing the tab by the browser.
 * @param isDirty whether there is something to lose
 */
export function useNavigationGuard(isDirty: boolean): LeaveQuestion {
  const [held, setHeld] = useState<() => void>();
  useEffect(() => {
    if (!isDirty) return undefined;
    // Back and forward have changed the address already when they are asked about.
    const here = window.location.pathname;
    const guard: NavigationGuard = {
      blocks: (pathname) => pathname !== here,
      hold: (proceed) => setHeld(() => proceed),
    };
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    current = guard;
    window.addEventListener('beforeunload', ask);
    return () => {
      if (current === guard) current = undefined;
      window.removeEventListener('beforeunload', ask);
    };
  }, [isDirty]);
  if (held === undefined) return { state: 'unblocked' };
  return {
    state: 'blocked',
    proceed: () => {
      setHeld(undefined);
      current = undefined;
      held();
    },
    reset: () => setHeld(undefined),
  };
}
