import { globalKey } from '@stageline/tenancy/keys';
import type { Redis } from 'ioredis';

/** The one channel on which processes that commit tell processes that relay. */
export const NUDGE_CHANNEL = globalKey('outbox-nudge');

/** Messages follow each other at this distance: a relay that was told a moment ago is still at work. */
const QUIET_MS = 10;

/**
 * Makes what `createUnitOfWork` calls after a commit. The first call sends at once, those that follow share the next
 * message: under load a message for every commit would cost as much as the commit's smallest write. A message that is
 * lost costs the relay's poll interval and no event.
 */
export function createNudge(redis: Redis): () => void {
  let quiet = false;
  let wanted = false;
  const publish = () => {
    if (quiet) {
      wanted = true;
      return;
    }
    quiet = true;
    void redis.publish(NUDGE_CHANNEL, '').catch(() => undefined);
    setTimeout(() => {
      quiet = false;
      if (!wanted) return;
      wanted = false;
      publish();
    }, QUIET_MS).unref();
  };
  return publish;
}
