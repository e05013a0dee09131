import type { RouteObject } from 'react-router';

/** Invoices: all of them, one of them, and who sells. */
export const moneyRoutes: RouteObject[] = [
  {
    path: 'money',
    lazy: { Component: () => import('./components/invoices-page.tsx').then((module) => module.InvoicesPage) },
  },
  {
    path: 'money/seller',
    lazy: { Component: () => import('./components/seller-page.tsx').then((module) => module.SellerPage) },
  },
  {
    path: 'money/new',
    lazy: { Component: () => import('./components/draft-page.tsx').then((module) => module.NewDraftPage) },
  },
  {
    path: 'money/invoices/:invoiceId/edit',
    lazy: { Component: () => import('./components/draft-page.tsx').then((module) => module.EditDraftPage) },
  },
  {
    path: 'money/sources',
    lazy: { Component: () => import('./components/sources-page.tsx').then((module) => module.SourcesPage) },
  },
  {
    path: 'money/bank',
    lazy: { Component: () => import('./components/bank-page.tsx').then((module) => module.BankPage) },
  },
  {
    path: 'money/codes',
    lazy: { Component: () => import('./components/coupons-page.tsx').then((module) => module.CouponsPage) },
  },
  {
    path: 'money/commissions',
    lazy: { Component: () => import('./components/commissions-page.tsx').then((module) => module.CommissionsPage) },
  },
  {
    path: 'money/commissions/own',
    lazy: {
      Component: () => import('./components/commission-statement-page.tsx').then((module) => module.OwnCommissionsPage),
    },
  },
  {
    path: 'money/commissions/:leadId',
    lazy: {
      Component: () =>
        import('./components/commission-statement-page.tsx').then((module) => module.CommissionStatementPage),
    },
  },
  {
    path: 'money/refunds/:sessionId',
    lazy: { Component: () => import('./components/bulk-refund-page.tsx').then((module) => module.BulkRefundPage) },
  },
  {
    path: 'money/invoices/:invoiceId',
    lazy: { Component: () => import('./components/invoice-page.tsx').then((module) => module.InvoicePage) },
  },
];
