import { OPENS_NOTHING, type OfferId, type PersonId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';
import { SELLER } from './buyer.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call, expected?: { foreign: number }): Row;
  lists(call: (as: Site['owner']) => Promise<{ status: number; body: unknown }>): Row;
  own(call: Call): Row;
}

/** Orders of offers, and codes (D-13). */
export function orderRows<Row>({ names, lists, own }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  const offerOf = async (site: Site): Promise<OfferId> =>
    site.in(async () => {
      const { seller } = bed().modules.invoices;
      if ((await seller.get()) === null) await seller.save(0, SELLER);
      const words = { kind: 'offer', title: 'Sold', text: '', label: 'Buy', link: null, price: '' } as const;
      const sells = { amount: 4900, currency: 'EUR' } as const;
      const body = { ...words, sells, tellsOrders: true, opens: OPENS_NOTHING, seconds: null, offsetSeconds: null };
      return (await bed().modules.offers.service.create(site.sessionId as never, body, [])).id;
    });
  const wayOf = async (site: Site): Promise<string> => {
    const offerId = await offerOf(site);
    const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
    const { personId } = lead as unknown as { personId: PersonId };
    return bed().modules.orders.links.tokenFor(site.tenantId as never, { offerId, personId, followedAt: new Date() });
  };
  const buyer = { company: null, address: [], country: null, taxId: null };
  const coupon = (site: Site['owner']) =>
    site.post('/coupons', {
      ...{ code: `C-${newId('job').slice(-12)}`, discount: { kind: 'percent', percent: 10 } },
      ...{ sessionId: null, until: null, mostUses: null },
    });
  /** A code that makes the seat of a site's lead free, which has a price. */
  const gift = async (site: Site): Promise<string> => {
    const { sessionId, leadId } = site;
    const code = `G-${newId('job').slice(-12)}`;
    const discount = { kind: 'percent', percent: 100 };
    await site.owner.post('/coupons', { code, discount, sessionId: null, until: null, mostUses: null });
    await site.in(async () => {
      const lead = (await mongoose.models['Lead']!.findById(leadId).lean()) as unknown as { personId: PersonId };
      const seat = await mongoose.models['Seat']!.findOne({ sessionId, personId: lead.personId }).lean();
      const price = { price: 4900, needed: 4900, currency: 'EUR', state: 'unpaid', lastHold: new Date(), round: 1 };
      const { _id } = seat as unknown as { _id: string };
      await mongoose.models['Admission']!.updateOne({ _id }, { $set: { sessionId, ...price } }, { upsert: true });
    });
    return code;
  };
  return {
    'places.use-code': names(
      async (as, target) => {
        const { joinToken: token, sessionId } = target;
        return as.post('/place/use-code', { token, sessionId, code: await gift(target) });
      },
      { foreign: 401 },
    ),
    'orders.look': names(async (as, target) => as.post('/orders/look', { token: await wayOf(target) }), {
      foreign: 401,
    }),
    'orders.place': names(
      async (as, target) => as.post('/orders', { token: await wayOf(target), total: 4900, buyer, locale: 'en' }),
      { foreign: 401 },
    ),
    'orders.count': names(async (as, target) => as.get(`/offers/${await offerOf(target)}/orders`)),
    'early-prices.list': names((as, target) => as.get(`/sessions/${target.sessionId}/early-prices`)),
    'early-prices.save': names(async (as, target) => {
      const early = { amount: 900, until: null, first: 3 };
      return as.put(`/sessions/${target.sessionId}/early-prices`, { offerId: await offerOf(target), early });
    }),
    'coupons.list': lists(async (as) => as.get('/coupons')),
    'coupons.create': own((as) => coupon(as)),
    'coupons.end': names(async (as, target) => {
      const { body } = await coupon(target.owner);
      return as.post(`/coupons/${(body as { id: string }).id}/end`);
    }),
  };
}
