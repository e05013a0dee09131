import type { LeadId, TenantId } from '@stageline/contracts';
import { eventually, startKnot } from '@stageline/testing';
import { makeTwins, type Twins } from './isolation-merges.ts';
import { createApiBed, type ApiBed, type Site } from './api-bed.ts';
import { plansOf, type Plans } from './isolation-seats.ts';

/** What the isolation matrix is played with: the whole api, a name server for the sites' own domains, two sites. */
export async function createIsolationWorld() {
  const knot = await startKnot({ zones: ['alpha.test', 'bravo.test'] });
  const bed = await createApiBed({
    DNS_RESOLVERS: knot.address,
    EDGE_HOST: 'edge.alpha.test',
    EDGE_ADDRESSES: '203.0.113.7',
  });
  const [a, b] = [await bed.site('alpha'), await bed.site('bravo')];
  /** A member of each site besides those that other rows need. */
  const leaving = new Map<Site, string>();
  for (const site of [a, b]) {
    const { slug, password } = site;
    const member = { name: 'Leaving', email: `leaving@${slug}.example`, password, roles: ['learner'] } as const;
    leaving.set(site, (await site.in(() => bed.modules.members.service.add(member))).id);
  }
  const leavingLinks = new Map<Site, string>();
  for (const site of [a, b]) leavingLinks.set(site, await anotherInLine(bed, site));
  const twins = new Map<Site, Twins>();
  for (const site of [a, b]) twins.set(site, await makeTwins(bed, site));
  for (const site of [a, b]) await simulated(bed, site);
  await bed.settle();
  const plans = new Map<Site, Plans>();
  for (const site of [a, b]) plans.set(site, await plansOf(site));
  return {
    bed,
    knot,
    a,
    b,
    leaving,
    leavingLinks,
    plans,
    twins,
    ...belongings(bed),
    offerAndApply: offerAndApply(bed),
  };
}
export type IsolationWorld = Awaited<ReturnType<typeof createIsolationWorld>>;

/** Somebody else in the line of a site. @returns their personal link */
async function anotherInLine({ modules, container }: ApiBed, site: Site): Promise<string> {
  const form = { firstName: 'Leaving', lastName: 'Soon', email: `leaving@line.${site.slug}.example` };
  await site.in(() => modules.registrations.service.register(form, { source: 'api' }));
  const { items } = (await site.owner.get('/leads')).body as { items: { id: LeadId; person: { email: string } }[] };
  const { id } = items.find(({ person }) => person.email === form.email)!;
  const token = container.joinLinks.tokenFor(site.tenantId, id);
  await site.in(() => modules.places.service.confirm(token));
  return token;
}

/** Makes a demo of a site, with simulated members beside its line. */
async function simulated({ modules }: ApiBed, site: Site): Promise<void> {
  await modules.tenants.service.setKind(site.tenantId as TenantId, 'demo');
  await site.in(async () => {
    const { drafts } = modules.site.service;
    const { revision, content } = await drafts.read();
    const simulationSettings = { ...content.line.simulationSettings, enabled: true };
    const author = { membershipId: null, name: 'A test' };
    await drafts.save(revision, { ...content, line: { ...content.line, simulationSettings } }, author);
    await drafts.publish(revision + 1, author);
    // Processes learn within a round trip that a site has changed; the first row asks at once.
    await eventually(async () => (await modules.site.service.simulation()) !== null, { what: 'the simulated members' });
  });
}

/** Makes what a row names: each time a new one that belongs to the given site. */
function belongings({ modules, settle }: ApiBed) {
  const adminId = () =>
    modules.accounts.service.ensureAdmin({ email: 'root@stage.test', name: 'Root', password: 'a root password' });
  /** A notice of the platform to this site alone. */
  async function noticeFor(site: Site): Promise<string> {
    const span = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() };
    const notice = { key: crypto.randomUUID(), title: 'Work tonight', text: 'At ten.', level: 'info' } as const;
    const to = { tenantIds: [site.tenantId as TenantId] };
    return (await modules.broadcasts.service.send(await adminId(), { ...notice, ...span, ...to })).id;
  }
  const visitTokenFor = async (site: Site) =>
    (await modules.support.service.start(await adminId(), site.tenantId as TenantId, 'To see what is wrong', 5)).token;
  let made = 0;
  async function roleOf(site: Site): Promise<string> {
    made += 1;
    const { body } = await site.owner.post('/roles', { name: `Role ${made}`, permissions: ['leads.read'] });
    return (body as { id: string }).id;
  }
  async function pipelineOf(site: Site): Promise<string> {
    made += 1;
    const { body } = await site.owner.post('/pipelines', pipelineBody(`Pipeline ${made}`));
    return (body as { id: string }).id;
  }
  /** An invitation that waits, with the token of its mail. */
  async function invitationOf(site: Site): Promise<{ id: string; token: string }> {
    made += 1;
    const email = `invited-${made}@team.example`;
    const { id } = (await site.owner.post('/invitations', { email, roles: ['learner'] })).body as { id: string };
    await settle();
    const [mail] = (await modules.mail.service.listKept({ limit: 1, search: email })).items;
    const { text } = (await modules.mail.service.findKept(mail!.id))!;
    return { id, token: /\/invitation#(\S+)/.exec(text)![1]! };
  }
  /** A sign-in of a site's owner besides the one that the rows use. */
  async function anotherSignInOf(site: Site): Promise<string> {
    const { id: accountId, sessionVersion } = (await modules.accounts.service.findByEmail(site.email))!;
    const { id: membershipId } = (await site.in(() => modules.members.service.findByAccount(accountId)))!;
    const session = { tenantId: site.tenantId, accountId, membershipId, sessionVersion, strong: false };
    const device = { ip: '127.0.0.1', userAgent: '' };
    return (await modules.signIns.store.startMember(session, device)).signInId;
  }
  const accountOf = async (site: Site) => (await modules.accounts.service.findByEmail(site.email))!.id;

  return { noticeFor, visitTokenFor, roleOf, pipelineOf, invitationOf, anotherSignInOf, accountOf };
}

/** A pipeline as a client sends it. */
export const pipelineBody = (name: string) => ({
  name,
  stages: [
    { name: 'Talk', kind: 'open' },
    { name: 'Signed', kind: 'won' },
  ],
});

/** Publishes a new version of the template that the sites began with, and takes it over. */
const offerAndApply =
  ({ modules }: ApiBed) =>
  async (as: Site['owner']): Promise<{ status: number; body: unknown }> => {
    const { service } = modules.templates;
    const nobody = 'tnt_01jd5x8v1ye1ta8v2s3q4w5e6r' as TenantId;
    const { key, content, masterclass } = await service.beginning(nobody, '', { siteName: 'A', promoterName: 'B' });
    const { theme, profile, settings, videos, customCss } = content;
    const { simulationSettings: _ofNoTemplate, ...line } = content.line;
    const texts = {
      headline: profile.headline,
      welcomeMessage: profile.welcomeMessage,
      benefits: [`New ${Date.now()}`],
    };
    const about = { key, name: 'Newer', description: 'For a test', note: 'A test', source: 'site' } as const;
    await service.publish({ ...about, content: { theme, texts, line, settings, videos, customCss, masterclass } });
    const { version, revision, blocks } = (await as.get('/site/template')).body.offer;
    const choices = Object.fromEntries(blocks.map(({ field }: { field: string }) => [field, 'theirs']));
    return as.post('/site/template', { version, revision, choices });
  };
