import { UnscopedOperation } from './errors.ts';
import { SYSTEM_COMMENT, runInScope } from './scope.ts';

type SystemRunSink = (reason: string) => void;

let sink: SystemRunSink = () => undefined;

/** Sets who is told of each system run (the process's logger). Call once, at boot. */
export function onSystemRun(listener: SystemRunSink): void {
  sink = listener;
}

/**
 * Runs `fn` across tenants. For the few places that work before a tenant is known or for all of them: the resolver,
 * migrations, schedules, webhook entry, the outbox relay. The linter holds the list of files that may import it.
 *
 * The reason is reported to the sink and travels with every command as its comment. Writes still name a tenant: new
 * documents and upserts must carry a `tenantId`, and none can be moved. Called inside a tenant, it drops that tenant until
 * `fn` has settled; `runInTenant` inside it narrows again.
 * @throws UnscopedOperation when the reason is empty or longer than a line
 */
export async function runAsSystem<T>(reason: string, fn: () => T | PromiseLike<T>): Promise<T> {
  if (reason.trim() === '' || reason.length > 200 || /[\r\n]/.test(reason)) {
    throw new UnscopedOperation('runAsSystem needs a reason of one line');
  }
  sink(reason);
  return runInScope({ kind: 'system', reason, comment: SYSTEM_COMMENT + reason }, fn);
}
