import { globalKey } from '@stageline/tenancy/keys';
import type { Redis } from 'ioredis';

/** The one channel on which processes that commit tell processes that relay. */
export const NUDGE_CHANNEL = globalKey('outbox-nudge');

/**
 * Makes what `createUnitOfWork` calls after a commit. Calls that come while a message is under way share the next one. A
 * message that is lost costs the relay's poll interval and no event.
 */
export function createNudge(redis: Redis): () => void {
  let underWay = false;
  let wanted = false;
  const publish = () => {
    if (underWay) {
      wanted = true;
      return;
    }
    underWay = true;
    void redis
      .publish(NUDGE_CHANNEL, '')
      .catch(() => undefined)
      .finally(() => {
        underWay = false;
        if (!wanted) return;
        wanted = false;
        publish();
      });
  };
  return publish;
}
