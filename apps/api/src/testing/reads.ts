import { AsyncLocalStorage } from 'node:async_hooks';
import mongoose from 'mongoose';

const READS: ReadonlySet<string> = new Set(['find', 'aggregate', 'count', 'distinct']);

/** The collections that the running work has read so far. */
const running = new AsyncLocalStorage<string[]>();

let listening = false;

/**
 * The collections that `work` reads, one entry per read, in their order. What the worker reads at the same moment, in the
 * same process and over the same connection, is not counted: the driver tells of a command in the call that sends it.
 * Requests count only if they are injected into the server, as the visitors of the beds do.
 */
export async function readsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  if (!listening) {
    listening = true;
    // The net under all tests has every client tell of its commands.
    mongoose.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (READS.has(commandName)) running.getStore()?.push(command[commandName]);
    });
  }
  const reads: string[] = [];
  await running.run(reads, work);
  return reads;
}
