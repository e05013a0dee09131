import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}

/** What a member was told: none of it can be named by another, so what is not theirs is not changed and not shown. */
export function notificationRows<Row>({ lists, ownHost }: Kinds<Row>): Record<string, Row> {
  return {
    'notifications.list': lists((as) => as.get('/notifications')),
    'notifications.mark': ownHost((as) => as.post('/notifications/mark', { ids: null, read: true })),
    'notifications.undo': ownHost((as) => as.post('/notifications/undo', { undo: 'ntf_01jd5x8v1ye1ta8v2s3q4w5e6r' })),
    'notifications.get-settings': lists((as) => as.get('/notifications/settings')),
    'notifications.set-settings': ownHost(async (as) => {
      const {
        siteTimeZone: _zone,
        smsAvailable: _sms,
        reach: _reach,
        ...form
      } = (await as.get('/notifications/settings')).body as Record<string, unknown>;
      return as.put('/notifications/settings', form);
    }),
  };
}
