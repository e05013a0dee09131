import { analytics } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { AnalyticsExports } from './analytics.exports.ts';
import type { AnalyticsService } from './analytics.service.ts';
import type { CalendarService } from './calendar.service.ts';
import type { SalesService } from './sales.service.ts';

export const analyticsRoutes = (
  service: AnalyticsService,
  exports: AnalyticsExports,
  calendar: CalendarService,
  sales: SalesService,
): RouteBinding[] => [
  route(analytics.getAnalytics, ({ actor, query }) => service.numbers(actor, query.range)),
  route(analytics.exportCsv, ({ actor, query }) => exports.csv(actor, query)),
  route(analytics.exportExcel, ({ actor, query }) => exports.excel(actor, query)),
  route(analytics.exportPdf, ({ actor, query }) => exports.pdf(actor, query)),
  route(analytics.getSales, ({ query }) => sales.numbers(query.range)),
  route(analytics.exportSales, ({ actor, query }) => exports.salesCsv(actor, query)),
  route(analytics.setCalendar, ({ body }) => calendar.set(body)),
];
