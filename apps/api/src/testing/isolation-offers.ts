import type { PersonId, SessionId, TenantId } from '@stageline/contracts';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';
import { callType } from './isolation-calls.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

const body = {
  kind: 'offer',
  title: 'An offer of our own',
  text: '',
  label: 'Open',
  link: 'https://shop.example/',
  price: '',
  seconds: null,
  offsetSeconds: null,
};

/** Offers: those of another site's masterclass can neither be read nor shown. Play these while the masterclass is live. */
export function offerRows<Row>({ names }: { names(call: Call): Row }, bed: () => ApiBed): Record<string, Row> {
  const path = ({ sessionId }: Site) => `/sessions/${sessionId}/offers`;
  const made = async (site: Site) => {
    const answer = await site.owner.post(path(site), body);
    return `${path(site)}/${(answer.body as { id: string }).id}`;
  };
  /** What a site shows its room that leads to a call of its own, and what its lead holds who is in there. */
  const shownCall = async (site: Site) => {
    const slug = `in-room-${site.slug}`;
    await site.owner.post('/call-types', callType(slug));
    const offer = { ...body, link: `https://${site.host}/book/${slug}` };
    const { id } = (await site.owner.post(path(site), offer)).body as { id: string };
    await site.owner.post(`${path(site)}/${id}/show`);
    const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
    const { personId } = lead as unknown as { personId: PersonId };
    const pass = bed().modules.offers.pass.issue(site.tenantId as TenantId, site.sessionId as SessionId, personId);
    return { path: `/offers/${id}/booking`, pass };
  };
  return {
    'booking.in-room': names(async (as, target) => {
      const { path: address, pass } = await shownCall(target);
      return as.post(address, { pass, personalToken: target.joinToken });
    }),
    'offers.list': names((as, target) => as.get(path(target))),
    'offers.create': names((as, target) => as.post(path(target), body)),
    'offers.change': names(async (as, target) => as.put(await made(target), { version: 1, offer: body })),
    'offers.remove': names(async (as, target) => as.delete(await made(target))),
    'offers.show': names(async (as, target) => as.post(`${await made(target)}/show`)),
    'offers.take-off': names(async (as, target) => as.post(`${await made(target)}/take-off`)),
    'offers.people': names(async (as, target) => as.get(`${await made(target)}/people`)),
  };
}
