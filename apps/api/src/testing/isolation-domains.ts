import { runInTenant } from '@stageline/tenancy';
import { DomainModel } from '../modules/domains/domain.model.ts';
import type { Site } from './api-bed.ts';

type Browser = Site['owner'];
type Call = (as: Browser, target: Site) => Promise<{ status: number; body: unknown }>;
/** How the matrix makes its rows. */
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}

/** A domain of a site, made when a row first asks for it; live, because only such a one can be the main address. */
async function domainOf(site: Site): Promise<string> {
  const host = `learn.${site.slug}.test`;
  const listed = (await site.owner.get('/domains')).body as { items: { id: string; host: string }[] };
  const known = listed.items.find((item) => item.host === host);
  if (known !== undefined) return known.id;
  const { id } = (await site.owner.post('/domains', { host })).body as { id: string };
  await runInTenant(site.tenantId, async () => DomainModel.updateOne({ _id: id }, { $set: { state: 'live' } }));
  return id;
}

/** Rows of the isolation matrix for custom domains; the one that removes comes last. */
export function domainRows<Row>({ names, lists, ownHost }: Kinds<Row>): Record<string, Row> {
  return {
    'domains.add': ownHost((as) => as.post('/domains', { host: 'another.person.test' })),
    'domains.list': lists((as) => as.get('/domains')),
    'domains.doctor': names(async (as, target) => as.get(`/domains/doctor?domainId=${await domainOf(target)}`)),
    'domains.set-primary': names(async (as, target) =>
      as.put('/domains/primary', { domainId: await domainOf(target) }),
    ),
    'domains.check': names(async (as, target) => as.post(`/domains/${await domainOf(target)}/check`)),
    'domains.remove': names(async (as, target) => as.delete(`/domains/${await domainOf(target)}`)),
  };
}
