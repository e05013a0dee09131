import { BrandPolicy, type BrandLock, type LockableField } from '@stageline/contracts';
import { Lock } from 'lucide-react';
import { createContext, useContext, type ReactNode } from 'react';
import { settingsTexts } from '../texts.ts';

const Context = createContext<BrandPolicy>(BrandPolicy.parse({}));
/** Holds what the platform has fixed, for every field beneath. */
export const PolicyProvider = Context.Provider;
/** What the platform has fixed. */
export const usePolicy = (): BrandPolicy => useContext(Context);

/** The platform's lock on a field, if there is one. */
export function useLock(field: string): BrandLock | undefined {
  const policy = usePolicy();
  return policy.locks.find((lock) => lock.field === (field as LockableField));
}

/** Why a field cannot be changed. */
export const LockNote = ({ lock }: { readonly lock: BrandLock }): ReactNode => (
  <span className="inline-flex items-start gap-1.5">
    <Lock size={16} aria-hidden="true" className="shrink-0" />
    {settingsTexts().locked(lock.reason)}
  </span>
);
