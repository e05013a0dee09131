import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { joinAhead } from './api/entrance.ts';
import { loadMediaClient } from './lib/load-media.ts';

/** Fetches the media client beside the page, without waiting for it; the room asks for it again, and says if it failed. */
function withMedia(loadPage: () => Promise<ComponentType>): () => Promise<ComponentType> {
  return () => {
    loadMediaClient().catch(() => undefined);
    return loadPage();
  };
}

/** The live room: the host's behind the log-in, an attendee's behind their personal link. */
export const roomRoutes: RouteObject[] = [
  {
    path: 'room/:sessionId',
    lazy: { Component: withMedia(() => import('./components/host-page.tsx').then((module) => module.HostPage)) },
  },
  {
    path: 'join/:token',
    lazy: {
      Component: withMedia(() => {
        const [, token] = /^\/join\/([^/]+)$/.exec(window.location.pathname) ?? [];
        if (token !== undefined) joinAhead(decodeURIComponent(token));
        return import('./components/attendee-page.tsx').then((module) => module.AttendeePage);
      }),
    },
  },
  {
    path: 'offer-over',
    lazy: { Component: () => import('./components/offer-over-page.tsx').then((module) => module.OfferOverPage) },
  },
];

/** What belongs to a room and is looked at in the dashboard. */
export const roomDashboardRoutes: RouteObject[] = [
  {
    path: 'sessions/:sessionId/offers',
    lazy: { Component: () => import('./components/offers-page.tsx').then((module) => module.OffersPage) },
  },
];
