import { parentPort, workerData } from 'node:worker_threads';
import { busyOf, type IcsQuestion } from './ics-busy.ts';

/** What the files say; null where they are none. */
function answer(): { readonly busy: [number, number][] | null } {
  try {
    return { busy: busyOf(workerData as IcsQuestion) };
  } catch {
    return { busy: null };
  }
}

// A thread of its own: a rule of recurrence may be written so that looking for its next date never ends.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
parentPort!.postMessage(answer());
