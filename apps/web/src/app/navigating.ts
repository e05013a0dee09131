import { createContext, useContext } from 'react';

/** Set by the router while the next page is on its way. */
export const Navigating = createContext(false);
/** Whether the next page is on its way; the present one stays until it is there. */
export const useIsNavigating = (): boolean => useContext(Navigating);
