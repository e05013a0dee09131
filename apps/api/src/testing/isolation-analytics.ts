import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner']) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}

/** The numbers of a site and their files: of another site there is nothing in them, not even its name. */
export function analyticsRows<Row>(bed: () => ApiBed, { lists, ownHost }: Kinds<Row>): Record<string, Row> {
  const file =
    (name: string, of = ''): Call =>
    async (as) => {
      const url = `/api/v1/analytics${of}/export.${name}?range=all_time`;
      const headers = { host: as.host, cookie: as.cookie() ?? '' };
      const { statusCode, body } = await bed().http.inject({ url, headers });
      return { status: statusCode, body };
    };
  return {
    'analytics.get': lists((as) => as.get('/analytics?range=all_time')),
    'analytics.export-csv': lists(file('csv')),
    'analytics.export-excel': lists(file('xlsx')),
    'analytics.export-pdf': lists(file('pdf')),
    'analytics.get-sales': lists((as) => as.get('/analytics/sales?range=all_time')),
    'analytics.export-sales': lists(file('csv', '/sales')),
    'analytics.set-calendar': ownHost((as) =>
      as.put('/analytics/calendar', { timeZone: 'Europe/Berlin', weekStart: 'sunday' }),
    ),
  };
}
