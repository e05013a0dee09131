import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  names(call: Call): Row;
}
interface Lead {
  readonly id: string;
  readonly version: number;
  readonly person: { readonly email: string };
}
/** Leads of a site that look alike, one of which has become part of another. */
export interface Twins {
  readonly leads: readonly [Lead, Lead];
  readonly mergeId: string;
}

const mine = 'this';
const choices = { name: mine, company: mine, email: mine, phone: mine, stage: mine, owner: mine, source: mine };
const merge = (owner: Site['owner'], [into, other]: readonly [Lead, Lead]) =>
  owner.post(`/leads/${into.id}/merge`, {
    otherId: other.id,
    version: into.version,
    otherVersion: other.version,
    choices,
  });

/** Registers people with one number, and merges two of them. */
export async function makeTwins({ modules }: ApiBed, site: Site): Promise<Twins> {
  const emails = ['one', 'two', 'three', 'four'].map((name) => `${name}@twin.${site.slug}.example`);
  for (const email of emails) {
    const form = { firstName: 'Twin', lastName: 'Of another', email, phone: '+15552345678' };
    await site.in(() => modules.registrations.service.register(form, { source: 'api' }));
  }
  await site.in(() => modules.merges.duplicates.check());
  const { items } = (await site.owner.get('/leads')).body as { items: Lead[] };
  const [one, two, three, four] = emails.map((email) => items.find(({ person }) => person.email === email)!);
  const { body } = await merge(site.owner, [three!, four!]);
  return { leads: [one!, two!], mergeId: (body as { id: string }).id };
}

/** Of another site there is nobody to compare, nothing to merge or to take apart, and no pair to say anything of. */
export function mergeRows<Row>({ lists, names }: Kinds<Row>, twinsOf: (site: Site) => Twins): Record<string, Row> {
  const dismissal = async ({ owner }: Site) => {
    const { items } = (await owner.get('/duplicates')).body as { items: { id: string }[] };
    return `/duplicates/${items[0]!.id}/dismissal`;
  };
  return {
    'duplicates.list': lists((as) => as.get('/duplicates')),
    'duplicates.count': lists((as) => as.get('/duplicates/count')),
    'duplicates.dismiss': names(async (as, target) => as.put(await dismissal(target), {})),
    'duplicates.restore': names(async (as, target) => {
      const path = await dismissal(target);
      await target.owner.put(path, {});
      return as.delete(path);
    }),
    'merges.compare': names((as, target) => {
      const [into, other] = twinsOf(target).leads;
      return as.get(`/leads/${into.id}/merge/${other.id}`);
    }),
    'merges.create': names((as, target) => merge(as, twinsOf(target).leads)),
    'merges.list': names((as, target) => as.get(`/leads/${target.leadId}/merges`)),
    'merges.undo': names((as, target) => as.post(`/lead-merges/${twinsOf(target).mergeId}/undo`)),
  };
}
