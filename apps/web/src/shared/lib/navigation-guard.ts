import { useEffect, useState } from 'react';

interface Place {
  readonly pathname: string;
  readonly search: string;
}
/** Something that does not want the page to be left without a question. */
export interface NavigationGuard {
  /** Whether going there needs the question. */
  blocks(to: Place): boolean;
  /** Asks; `proceed` goes where the person wanted to. */
  hold(proceed: () => void): void;
}

/** Of every form on the page that has something to lose. */
const guards = new Set<NavigationGuard>();
/** A guard of the page that is open, if it has one; the router asks it. */
export const navigationGuard = (): NavigationGuard | undefined => [...guards].at(-1);

export type LeaveQuestion =
  | { readonly state: 'unblocked'; readonly proceed?: undefined; readonly reset?: undefined }
  | { readonly state: 'blocked'; readonly proceed: () => void; readonly reset: () => void };

/**
 * Asks before unsaved changes are left: within the app through the answer, on closing the tab by the browser.
 * @param isDirty whether there is something to lose
 * @param isChosenByQuery whether another query of the same path shows something else, too
 */
export function useNavigationGuard(isDirty: boolean, isChosenByQuery = false): LeaveQuestion {
  const [held, setHeld] = useState<() => void>();
  useEffect(() => {
    if (!isDirty) return undefined;
    // Back and forward have changed the address already when they are asked about.
    const here = { pathname: window.location.pathname, search: window.location.search };
    const guard: NavigationGuard = {
      blocks: ({ pathname, search }) => pathname !== here.pathname || (isChosenByQuery && search !== here.search),
      hold: (proceed) => setHeld(() => proceed),
    };
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    guards.add(guard);
    window.addEventListener('beforeunload', ask);
    return () => {
      guards.delete(guard);
      window.removeEventListener('beforeunload', ask);
    };
  }, [isDirty, isChosenByQuery]);
  if (held === undefined) return { state: 'unblocked' };
  return {
    state: 'blocked',
    proceed: () => {
      setHeld(undefined);
      guards.clear();
      held();
    },
    reset: () => setHeld(undefined),
  };
}
