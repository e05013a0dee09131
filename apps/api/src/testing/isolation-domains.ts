import type { Knot } from '@stageline/testing';
import type { Site } from './api-bed.ts';

type Browser = Site['owner'];
type Call = (as: Browser, target: Site) => Promise<{ status: number; body: unknown }>;
/** How the matrix makes its rows. */
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}
interface Domain {
  readonly id: string;
  readonly host: string;
  readonly records: readonly { readonly expected: readonly string[] }[];
}

/** Rows of the isolation matrix for custom domains; the one that removes comes last. */
export function domainRows<Row>(knotOf: () => Knot, { names, lists, ownHost }: Kinds<Row>): Record<string, Row> {
  /** A domain of a site, made when a row first asks for it; live, because only such a one can be the main address. */
  async function domainOf(site: Site): Promise<string> {
    const zone = `${site.slug}.test`;
    const host = `learn.${zone}`;
    const { items } = (await site.owner.get('/domains')).body as { items: Domain[] };
    const known = items.find((item) => item.host === host);
    if (known !== undefined) return known.id;
    const added = (await site.owner.post('/domains', { host })).body as Domain;
    await knotOf().update(
      zone,
      `add _stageline.${host}. 5 TXT "${added.records[0]!.expected[0]}"`,
      `add ${host}. 5 CNAME edge.alpha.test.`,
    );
    await site.owner.post(`/domains/${added.id}/check`);
    return added.id;
  }

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
