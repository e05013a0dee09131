import type { RouteObject } from 'react-router';

/** What comes after an event: who was there, how warm they are, and a mail to each. */
export const webinarsRoutes: RouteObject[] = [
  {
    path: 'follow-up',
    lazy: { Component: () => import('./components/webinars-page.tsx').then((module) => module.WebinarsPage) },
  },
  {
    path: 'follow-up/new',
    lazy: { Component: () => import('./components/new-webinar-page.tsx').then((module) => module.NewWebinarPage) },
  },
  {
    path: 'follow-up/scoring',
    lazy: { Component: () => import('./components/scoring-page.tsx').then((module) => module.ScoringPage) },
  },
  {
    path: 'follow-up/writing',
    lazy: { Component: () => import('./components/writing-page.tsx').then((module) => module.WritingPage) },
  },
  {
    path: 'follow-up/:webinarId',
    lazy: { Component: () => import('./components/webinar-frame.tsx').then((module) => module.WebinarFrame) },
    children: [
      {
        index: true,
        lazy: { Component: () => import('./components/overview-part.tsx').then((module) => module.OverviewPart) },
      },
      {
        path: 'people',
        lazy: { Component: () => import('./components/people-part.tsx').then((module) => module.PeoplePart) },
      },
      {
        path: 'mails',
        lazy: { Component: () => import('./components/mails-part.tsx').then((module) => module.MailsPart) },
      },
      {
        path: 'files',
        lazy: { Component: () => import('./components/files-part.tsx').then((module) => module.FilesPart) },
      },
    ],
  },
  {
    path: 'follow-up/:webinarId/people/:attendeeId',
    lazy: { Component: () => import('./components/attendee-page.tsx').then((module) => module.AttendeePage) },
  },
  {
    path: 'follow-up/:webinarId/mails/:emailId',
    lazy: { Component: () => import('./components/mail-page.tsx').then((module) => module.MailPage) },
  },
];
