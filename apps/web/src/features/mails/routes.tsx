import type { RouteObject } from 'react-router';

/** What is written to registrants: the mails themselves, when they go out, and what became of them. */
export const mailsRoutes: RouteObject[] = [
  {
    path: 'mails',
    lazy: { Component: () => import('./components/mails-frame.tsx').then((module) => module.MailsFrame) },
    children: [
      {
        index: true,
        lazy: { Component: () => import('./components/templates-page.tsx').then((module) => module.TemplatesPage) },
      },
      {
        path: 'sequence',
        lazy: { Component: () => import('./components/sequence-page.tsx').then((module) => module.SequencePage) },
      },
      {
        path: 'sent',
        lazy: { Component: () => import('./components/sent-page.tsx').then((module) => module.SentPage) },
      },
      {
        path: 'sender',
        lazy: { Component: () => import('./components/sender-page.tsx').then((module) => module.SenderPage) },
      },
    ],
  },
  {
    path: 'mails/templates/:key/:locale',
    lazy: { Component: () => import('./components/template-page.tsx').then((module) => module.TemplatePage) },
  },
];
