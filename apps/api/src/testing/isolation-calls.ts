import type { MembershipId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { startCalendarPeer } from '@stageline/testing';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';
import { visitor } from './site-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: Call): Row;
  ownHost(call: Call): Row;
  noTenant(reason: string): Row;
}

const HOUR = 3_600_000;
const hours = {
  isActive: true,
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  overrides: [],
  maxPerDay: null,
  maxPerWeek: null,
};
export const callType = (slug: string) => ({
  ...{ name: 'A call', slug, description: '', place: '', length: 30, increment: 30, bufferBefore: 0, bufferAfter: 0 },
  ...{ notice: 0, horizonDays: 60, cutOff: 0, hosts: [], questions: [], stage: null, isActive: true },
  needsApproval: true,
});

/** Calls of a site: its owner takes them, and each row has one of its own. */
export function callRows<Row>(bedOf: () => ApiBed, kinds: Kinds<Row>): Record<string, Row> {
  const { names, lists, ownHost } = kinds;
  const types = new Map<Site, Promise<{ id: string; version: number; slug: string }>>();
  let hour = 0;
  const nextHour = () => new Date((Math.floor(Date.now() / HOUR) + 48 + (hour += 1)) * HOUR).toISOString();

  /** With an address of its own, so that neither site can book at the other's. */
  const typeOf = (site: Site) => {
    const known = types.get(site);
    if (known !== undefined) return known;
    const made = (async () => {
      const { version } = (await site.owner.get('/availability')).body as { version: number };
      await site.owner.put('/availability', { ...hours, version });
      return (await site.owner.post('/call-types', callType(`of-${site.slug}`))).body as never;
    })();
    types.set(site, made);
    return made;
  };
  const holdOf = async (site: Site, startsAt = nextHour()) => {
    const { slug } = await typeOf(site);
    return ((await site.owner.post(`/booking/${slug}/holds`, { startsAt })).body as { hold: string }).hold;
  };
  /** By somebody who is known: a new lead would change what the site has. */
  const form = (hold: string, { joinToken }: Site) => ({ hold, personalToken: joinToken, timeZone: 'UTC' });
  async function callOf(site: Site) {
    const { slug } = await typeOf(site);
    const booked = await site.owner.post(`/booking/${slug}/calls`, form(await holdOf(site), site));
    await bedOf().settle();
    return booked.body as { id: string; token: string };
  }
  const range = () => `from=${new Date(Date.now()).toISOString()}&to=${new Date(Date.now() + 24 * HOUR).toISOString()}`;
  const at = async (target: Site, more = '') => `/calls/${(await callOf(target)).id}${more}`;
  const link = async (target: Site, more = '') => `/booked/${(await callOf(target)).token}${more}`;
  const page = async (target: Site, more = '') => `/booking/${(await typeOf(target)).slug}${more}`;

  return {
    'availability.get': lists((as) => as.get('/availability')),
    'availability.save': ownHost(async (as) => {
      const { version } = (await as.get('/availability')).body as { version: number };
      return as.put('/availability', { ...hours, version });
    }),
    'call-types.list': lists((as) => as.get('/call-types')),
    'call-types.create': ownHost((as) => as.post('/call-types', callType('our-own'))),
    'call-types.update': names(async (as, target) => {
      const { id, version, slug } = await typeOf(target);
      types.delete(target);
      const answer = await as.put(`/call-types/${id}`, { ...callType(slug), version });
      const changed = answer.status === 200 ? version + 1 : version;
      types.set(target, Promise.resolve({ id, slug, version: changed }));
      return answer;
    }),
    'booking.list': lists((as) => as.get('/booking')),
    'booking.get': names(async (as, target) => as.post(await page(target), {})),
    'booking.slots': names(async (as, target) => as.get(await page(target, `/slots?${range()}`))),
    'booking.capacity': names(async (as, target) => as.get(await page(target, '/capacity'))),
    'booking.hold': names(async (as, target) => as.post(await page(target, '/holds'), { startsAt: nextHour() })),
    'booking.confirm': names(async (as, target) =>
      as.post(await page(target, '/calls'), form(await holdOf(target), target)),
    ),
    'booked.get': names(async (as, target) => as.get(await link(target))),
    'booked.slots': names(async (as, target) => as.get(await link(target, `/slots?${range()}`))),
    'booked.reschedule': names(async (as, target) =>
      as.post(await link(target, '/reschedule'), { startsAt: nextHour() }),
    ),
    'booked.stop-texts': names(async (as, target) => as.post(await link(target, '/stop-texts'), {})),
    'booked.cancel': names(async (as, target) => as.post(await link(target, '/cancel'), {})),
    'calls.list': lists((as) => as.get(`/calls?whose=team&${range()}`)),
    'calls.get': names(async (as, target) => as.get(await at(target))),
    'calls.brief': names(async (as, target) => as.get(await at(target, '/brief'))),
    'calls.slots': names(async (as, target) => as.get(await at(target, `/slots?${range()}`))),
    'calls.hosts': names(async (as, target) => as.get(await at(target, '/hosts'))),
    'calls.approve': names(async (as, target) => as.post(await at(target, '/approve'), { version: 2 })),
    'calls.cancel': names(async (as, target) => as.post(await at(target, '/cancel'), { version: 2, reason: 'Ill' })),
    'calls.reschedule': names(async (as, target) =>
      as.post(await at(target, '/reschedule'), { version: 2, startsAt: nextHour() }),
    ),
    ...talkRows(kinds, typeOf),
    ...laterRows(bedOf, { names }, callOf),
    ...calendarRows(kinds),
  };
}

/** Wishes to talk now, which ring at a site's owner. */
function talkRows<Row>(
  { names, lists }: Kinds<Row>,
  typeOf: (site: Site) => Promise<{ id: string; slug: string }>,
): Record<string, Row> {
  const meOf = async (site: Site) =>
    ((await site.owner.get('/me')).body as { membershipId: MembershipId }).membershipId;
  async function ringing(site: Site): Promise<string> {
    const [{ id: typeId }, host, _id] = [await typeOf(site), await meOf(site), newId('tlk')];
    await site.in(async () => {
      const lead = await mongoose.models['Lead']!.findById(site.leadId).lean();
      const { personId } = lead as unknown as { personId: string };
      const who = { leadId: site.leadId, personId, timeZone: 'UTC', locale: 'en', hosts: [host] };
      const until = new Date(Date.now() + 60_000);
      await mongoose.models['TalkRequest']!.create({ _id, typeId, ...who, state: 'ringing', until });
    });
    return _id;
  }
  /** Asked again, it answers what rings. */
  const ask = async (as: Site['owner'], target: Site) => {
    const { slug } = await typeOf(target);
    await ringing(target);
    return as.post(`/booking/${slug}/talk-now`, { personalToken: target.joinToken, timeZone: 'UTC' });
  };
  const tokenOf = async (site: Site) => ((await ask(site.owner, site)).body as { token: string }).token;
  return {
    'talk-now.ask': names(ask),
    'talk-now.look': names(async (as, target) => as.get(`/talk-now/${await tokenOf(target)}`)),
    'talk-now.stop': names(async (as, target) => as.post(`/talk-now/${await tokenOf(target)}/stop`, {})),
    'talk-now.list': lists(async (as, target) => {
      await ringing(target);
      return as.get('/talk-now');
    }),
    'talk-now.accept': names(async (as, target) => as.post(`/talk-now/${await ringing(target)}/accept`, {})),
  };
}

/** Those that need another host, and a call that has begun. */
function laterRows<Row>(
  bedOf: () => ApiBed,
  { names }: Pick<Kinds<Row>, 'names'>,
  callOf: (site: Site) => Promise<{ id: string }>,
): Record<string, Row> {
  const other = new Map<Site, Promise<string>>();
  const otherHostOf = (site: Site) => {
    const known = other.get(site);
    if (known !== undefined) return known;
    const made = (async () => {
      const member = visitor(bedOf(), site.host);
      await member.post('/auth/log-in', { email: `rep@${site.slug}.example`, password: site.password });
      await member.put('/availability', { ...hours, version: 0 });
      return site.memberId;
    })();
    other.set(site, made);
    return made;
  };
  return {
    'calls.reassign': names(async (as, target) => {
      const { id } = await callOf(target);
      const membershipId = await otherHostOf(target);
      const call = (await target.owner.get(`/calls/${id}`)).body as { host: { membershipId: string } };
      const owner = ((await target.owner.get('/me')).body as { membershipId: string }).membershipId;
      const to = call.host.membershipId === membershipId ? owner : membershipId;
      return as.post(`/calls/${id}/reassign`, { version: 2, membershipId: to });
    }),
    'calls.set-outcome': names(async (as, target) => {
      const { id } = await callOf(target);
      await target.owner.post(`/calls/${id}/approve`, { version: 2 });
      await target.in(async () => {
        await mongoose.models['Call']!.updateOne({ _id: id }, { startsAt: new Date(0) });
      });
      return as.post(`/calls/${id}/outcome`, { version: 3, outcome: 'won' });
    }),
  };
}

/** Calendars that a site's owner has connected. */
function calendarRows<Row>({ names, lists, ownHost, noTenant }: Kinds<Row>): Record<string, Row> {
  let started: ReturnType<typeof startCalendarPeer> | undefined;
  const connect = async (as: Site['owner']) => {
    const { feedUrl: url } = await (started ??= startCalendarPeer());
    return as.post('/calendars', { kind: 'ics', url, whenSilent: 'ask' });
  };
  const at = async (target: Site) => {
    const { items } = (await target.owner.get('/calendars')).body as { items: { id: string }[] };
    return `/calendars/${items[0]?.id ?? ((await connect(target.owner)).body as { id: string }).id}`;
  };
  return {
    'calendars.list': lists(async (as, target) => {
      await at(target);
      return as.get('/calendars');
    }),
    'calendars.connect': ownHost((as) => connect(as)),
    'calendars.begin': noTenant('it leads back to the member who began it; no company is configured here'),
    'calendars.finish': noTenant('what another site began is refused in calendars.test; no company is configured here'),
    'calendars.update': names(async (as, target) => as.put(await at(target), { whenSilent: 'trust' })),
    'calendars.read': names(async (as, target) => as.post(`${await at(target)}/read`)),
    'calendars.remove': names(async (as, target) => as.delete(await at(target))),
  };
}
