/** MongoDB's error code for a write that a unique index refuses. */
export const DUPLICATE_KEY = 11_000;

/** Whether a write failed because of a unique index: somebody was there first. */
export const isDuplicateKey = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === DUPLICATE_KEY;
