import { queryOptions } from '@tanstack/react-query';
import { call } from './api.ts';
import { queryKeys } from './query-keys.ts';

/** While it is live a step is added every ten seconds, and nobody tells of it. */
const REFRESH_LIVE_MS = 10_000;

/** How many attendees of a masterclass were there at once, over time. */
export const viewerCurveQuery = (sessionId: string, isLive: boolean) =>
  queryOptions({
    queryKey: queryKeys.viewerCurve(sessionId),
    queryFn: ({ signal }) => call('sessions.viewer-curve', { params: { sessionId }, signal }),
    refetchInterval: isLive ? REFRESH_LIVE_MS : false,
  });

/** How often people reacted in a masterclass, over time. */
export const reactionsQuery = (sessionId: string, isLive: boolean) =>
  queryOptions({
    queryKey: queryKeys.reactions(sessionId),
    queryFn: ({ signal }) => call('reactions.list', { params: { sessionId }, signal }),
    refetchInterval: isLive ? REFRESH_LIVE_MS : false,
  });

/** What is told of a live session comes from many places: it is looked at again, now and then. */
const MOMENTS_LIVE_MS = 30_000;

/** What happened in a masterclass, in the order of time. */
export const momentsQuery = (sessionId: string, isLive: boolean) =>
  queryOptions({
    queryKey: queryKeys.moments(sessionId),
    queryFn: ({ signal }) => call('moments.list', { params: { sessionId }, signal }),
    refetchInterval: isLive ? MOMENTS_LIVE_MS : false,
  });
