import { LineChanged, LineJoined } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { LineFeed } from './line.feed.ts';

/** Sends the delta again where the process died between the commit and its nudge; a sent one is not repeated. */
export const lineSubscribers = (feed: LineFeed) => [
  subscriber({
    id: 'line.tell-change',
    event: LineChanged,
    transactional: false,
    handle: ({ position, revision }) => feed.announceChange(position, revision),
  }),
  subscriber({
    id: 'line.broadcast',
    event: LineJoined,
    transactional: false,
    handle: ({ position }) => feed.announce(position),
  }),
];
