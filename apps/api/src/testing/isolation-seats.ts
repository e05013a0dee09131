import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call, expected?: { foreign: number }): Row;
}

const times = { startsAt: '2032-01-01T18:00:00.000Z', durationMinutes: 60, timeZone: 'UTC' };
/** A masterclass that is announced, and a draft. */
export interface Plans {
  readonly announced: string;
  readonly draft: string;
  /** Two that repeat, with a date of each. */
  readonly series: readonly { readonly id: string; readonly sessionId: string }[];
}
/** Two dates on a day of the week. */
export const weekly = (weekday: number) => ({
  ...{ title: 'Weekly', description: '', durationMinutes: 60 },
  rule: {
    pattern: { kind: 'weekly', every: 1, weekdays: [weekday] },
    end: { kind: 'count', count: 2 },
    ...{ from: '2032-01-01', time: '18:00', timeZone: 'UTC' },
  },
});
/** Further masterclasses of a site, for commands that end them. */
export async function plansOf({ owner }: Site): Promise<Plans> {
  const path = async (publish: boolean) => {
    const { body } = await owner.post('/sessions', { title: 'Another', description: '', ...times, publish });
    return `/sessions/${(body as { id: string }).id}`;
  };
  const repeats = async (weekday: number) => {
    const { body } = await owner.post('/series', weekly(weekday));
    const { id } = body as { id: string };
    const { items } = (await owner.get('/sessions')).body as { items: { id: string; series: { id: string } | null }[] };
    return { id, sessionId: items.find(({ series }) => series?.id === id)!.id };
  };
  return { announced: await path(true), draft: await path(false), series: [await repeats(2), await repeats(4)] };
}

/** Plans of masterclasses and their seats; before a row goes live in the first one. */
export function seatRows<Row>({ names }: Kinds<Row>, plans: (site: Site) => Plans): Record<string, Row> {
  return {
    'sessions.edit': names((as, target) => as.patch(plans(target).announced, { title: 'Changed' })),
    'sessions.publish': names((as, target) => as.post(`${plans(target).draft}/publish`)),
    'sessions.reschedule': names((as, target) => as.post(`${plans(target).announced}/reschedule`, times)),
    'sessions.cancel': names((as, target) => as.post(`${plans(target).announced}/cancel`, { reason: 'Ill' })),
    'sessions.close': names((as, target) => as.post(`${plans(target).announced}/close`)),
    'series.get': names((as, target) => as.get(`/series/${plans(target).series[0]!.id}`)),
    'series.change': names((as, target) => {
      const [{ id, sessionId }] = plans(target).series as [{ id: string; sessionId: string }];
      return as.post(`/series/${id}/change`, { version: 1, sessionId, facts: { title: 'Changed' } });
    }),
    'series.end': names((as, target) => {
      const { id, sessionId } = plans(target).series[1]!;
      return as.post(`/series/${id}/end`, { version: 1, callOff: { from: sessionId, reason: 'Ill' } });
    }),
    'seats.list': names((as, target) => as.get(`/sessions/${target.sessionId}/seats`)),
    'seats.release': names(async (as, target) => {
      const path = `/sessions/${target.sessionId}/seats`;
      const { items } = (await target.owner.get(path)).body as { items: { id: string }[] };
      return as.post(`${path}/${items[0]!.id}/release`);
    }),
    'places.give-up-seat': names(
      (as, target) => as.post('/place/give-up-seat', { token: target.joinToken, sessionId: target.sessionId }),
      { foreign: 401 },
    ),
  };
}
