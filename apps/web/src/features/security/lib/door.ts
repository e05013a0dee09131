import { createContext, useContext } from 'react';

/** Whose page it is: a member's, or an administrator's. */
export type Door = 'auth' | 'admin';
const prefixes = { auth: '', admin: 'admin-' } as const;

export const DoorContext = createContext<Door>('auth');

/** What the ids of the page's operations begin with. */
export const prefixOf = (door: Door) => prefixes[door];
export const usePrefix = () => prefixOf(useContext(DoorContext));
