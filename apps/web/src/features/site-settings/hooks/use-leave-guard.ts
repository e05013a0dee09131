import { useEffect } from 'react';
import { type Blocker, useBlocker } from 'react-router';

/** Asks before unsaved changes are left: within the app by the answered blocker, on closing the tab by the browser. */
export function useLeaveGuard(isDirty: boolean): Blocker {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return blocker;
}
