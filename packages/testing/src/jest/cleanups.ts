const key = Symbol.for('stageline.testing.cleanups');

/** Stops one thing that a helper started. */
export type Cleanup = () => Promise<unknown>;

type Holder = { [key]?: Cleanup[] };

/**
 * Registers something to stop after the last hook of this test file. A hook of the test file itself would be too early:
 * jest runs `afterAll` hooks in the order of their definition, and the file's own hooks still use what is stopped here.
 * @returns runs the cleanup at once, for a test that stops its peer itself; it runs once only.
 */
export function afterFile(cleanup: Cleanup): () => Promise<void> {
  const holder = globalThis as Holder;
  const cleanups = (holder[key] ??= []);
  let done: Promise<unknown> | undefined;
  const once = async (): Promise<void> => {
    await (done ??= cleanup());
  };
  cleanups.push(once);
  return once;
}

/** Runs the cleanups that a test file left in its global object, last first. A failure does not stop the others. */
export async function runCleanups(holder: object): Promise<void> {
  const cleanups = (holder as Holder)[key]?.splice(0).reverse() ?? [];
  const failures: unknown[] = [];
  for (const cleanup of cleanups) await cleanup().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Some test peers did not stop');
}
