/** Steps that can be undone and done again; `present` is what is shown. */
export interface EditHistory<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}
/** More than anybody walks back. */
const MOST_STEPS = 100;

/** Begins with a state that there is no way back from. */
export const begin = <T>(present: T): EditHistory<T> => ({ past: [], present, future: [] });

/** A new state; what was undone before is gone. */
export const record = <T>({ past, present }: EditHistory<T>, next: T): EditHistory<T> => ({
  past: [...past, present].slice(-MOST_STEPS),
  present: next,
  future: [],
});

/** One step back, or the same where there is none. */
export function undo<T>(history: EditHistory<T>): EditHistory<T> {
  const { past, present, future } = history;
  const previous = past.at(-1);
  return previous === undefined
    ? history
    : { past: past.slice(0, -1), present: previous, future: [present, ...future] };
}

/** One undone step forward again, or the same where there is none. */
export function redo<T>(history: EditHistory<T>): EditHistory<T> {
  const { past, present, future } = history;
  const [next, ...rest] = future;
  return next === undefined ? history : { past: [...past, present], present: next, future: rest };
}
