import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Runs a function outside of every context: no tenant, no log fields, no transaction. What outlives its caller starts here,
 * because it would otherwise keep the context in which it happened to be started (a bull processor runs in the one in which
 * it was registered).
 */
export const runOutside: <T>(fn: () => T) => T = AsyncLocalStorage.snapshot();
