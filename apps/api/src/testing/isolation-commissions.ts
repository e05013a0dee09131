import type { LeadId, PersonId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: (as: Site['owner']) => Promise<{ status: number; body: unknown }>): Row;
  own(call: Call): Row;
}

/** Commissions of sponsors (D-01, D-06). */
export function commissionRows<Row>({ names, lists, own }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  const key = () => ({ 'idempotency-key': newId('job') });
  /** Something is owed to a site's lead. */
  const owe = (site: Site): Promise<void> =>
    site.in(async () => {
      const lead = await mongoose.models['Lead']!.findById(site.leadId).lean();
      const { personId } = lead as unknown as { personId: PersonId };
      const row = { _id: newId('cme'), personId, kind: 'earned', currency: 'EUR', amount: 900, at: new Date() };
      await mongoose.models['CommissionEntry']!.create([row]);
    });
  const payout = async (site: Site) => {
    await owe(site);
    return site.in(() =>
      bed().modules.commissions.payouts.payOut(site.leadId as LeadId, { amount: 100, currency: 'EUR' }, newId('idk')),
    );
  };
  return {
    'commissions.get-rates': own((as) => as.get('/commissions/rates')),
    'commissions.save-rates': own(async (as) => {
      const { version } = (await as.get('/commissions/rates')).body as { version: number };
      return as.put('/commissions/rates', { version, levels: [1000] });
    }),
    'commissions.list': lists((as) => as.get('/commissions')),
    'commissions.statement': names((as, target) => as.get(`/commissions/people/${target.leadId}`)),
    'commissions.own': own((as) => as.get('/commissions/own')),
    'commissions.export': names((as, target) => as.get(`/commissions/export.csv?leadId=${target.leadId}`)),
    'commissions.pay-out': names(async (as, target) => {
      await owe(target);
      return as.post(`/commissions/people/${target.leadId}/payouts`, { amount: 100, currency: 'EUR' }, key());
    }),
    'commissions.take-payout-back': names(async (as, target) =>
      as.post(`/commissions/payouts/${(await payout(target)).payoutId}/take-back`),
    ),
  };
}
