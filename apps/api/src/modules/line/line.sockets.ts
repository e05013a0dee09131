import { lineNamespace, ProblemError } from '@stageline/contracts';
import { socketBinding } from '../../realtime/binding.ts';
import { lineRoom, mergeChanges, mergeDeltas } from './line.feed.ts';
import type { LineService } from './line.service.ts';

/** The `/line` namespace: visitors watch, and close a gap in the numbered deltas themselves. */
export const lineSockets = (service: LineService) =>
  socketBinding({
    namespace: lineNamespace,
    async onConnect({ tenantId }, tools) {
      if (tenantId === null) throw new ProblemError('not-found');
      tools.join(lineRoom(tenantId));
    },
    merge: { 'line:joined': mergeDeltas, 'line:changed': mergeChanges },
    handlers: { 'line:resume': ({ after, revision }) => service.snapshot(after, revision) },
  });
