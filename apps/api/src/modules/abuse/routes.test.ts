import { beforeAll, describe, expect, it } from '@jest/globals';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const HOST = `admin.${APEX}`;
const credentials = { email: 'root@stage.test', password: 'a root password' };
const report = { category: 'scam', text: 'They took my money and gave nothing.', email: 'ana@example.com' };

let bed: SiteBed;
let admin: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createSiteBed();
  await bed.accounts.ensureAdmin({ ...credentials, name: 'Root' });
  admin = visitor(bed, HOST);
  await admin.post('/auth/log-in', credentials);
});

const reportsOf = async (slug: string, state = 'open') =>
  (await admin.get(`/abuse-reports?state=${state}`)).body.items.filter(
    ({ tenant }: { tenant: { slug: string } }) => tenant.slug === slug,
  );

describe('abuse reports', () => {
  it('L-14 anybody reports a site and always gets the same answer; a robot is not kept', async () => {
    const site = await bed.activeTenant('reported-site');
    const answers = [
      await visitor(bed, site.host).post('/abuse-reports', report),
      await visitor(bed, site.host).post('/abuse-reports', { ...report, website: 'http://spam.example' }),
    ];
    for (const { status, body } of answers) expect([status, body]).toEqual([202, { received: true }]);
    expect(await reportsOf(site.slug)).toMatchObject([
      { category: 'scam', email: 'ana@example.com', state: 'open', openForSite: 1, tenant: { status: 'active' } },
    ]);
    // The site's own people see nothing of it.
    const owner = visitor(bed, site.host);
    await owner.post('/auth/log-in', { email: site.email, password: site.password });
    expect((await owner.get('/abuse-reports')).status).toBe(404);
  });

  it('L-14 a report is taken up, and closed with the suspension of the site or not at all', async () => {
    const site = await bed.activeTenant('scam-site');
    await visitor(bed, site.host).post('/abuse-reports', report);
    const [{ id }] = await reportsOf(site.slug);
    const review = (state: string) => admin.post(`/abuse-reports/${id}/review`, { state });
    expect((await review('in-review')).body).toMatchObject({ state: 'in-review', handledBy: 'Root' });
    const resolved = await admin.post(`/abuse-reports/${id}/resolve`, { outcome: 'suspended', note: 'A scam indeed' });
    expect(resolved.body).toMatchObject({ state: 'resolved', outcome: 'suspended', tenant: { status: 'suspended' } });
    expect((await visitor(bed, site.host).get('/site')).status).toBe(404);
    expect(await review('open')).toMatchObject({ status: 409, body: { code: 'illegal-transition' } });
    expect(await reportsOf(site.slug, 'resolved')).toHaveLength(1);
    const { items } = (await admin.get('/audit?chain=platform&limit=4')).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'abuse.resolved',
      'tenant.suspended',
      'abuse.reviewed',
      expect.any(String),
    ]);
  });

  it('L-14 a report about a site that is suspended already can still be closed', async () => {
    const site = await bed.activeTenant('twice-reported');
    for (let n = 0; n < 2; n++) await visitor(bed, site.host).post('/abuse-reports', report);
    const [first, second] = await reportsOf(site.slug);
    for (const { id } of [first, second]) {
      const answer = await admin.post(`/abuse-reports/${id}/resolve`, { outcome: 'suspended', note: 'A scam' });
      expect(answer).toMatchObject({ status: 200, body: { state: 'resolved' } });
    }
  });

  it('L-14 refuses what says nothing, what is not there, and a flood', async () => {
    const site = await bed.activeTenant('flooded-site');
    const browser = visitor(bed, site.host);
    expect((await browser.post('/abuse-reports', { ...report, text: 'bad' })).status).toBe(400);
    const answers = [];
    for (let n = 0; n < 6; n++) answers.push((await browser.post('/abuse-reports', report)).status);
    expect(answers.at(-1)).toBe(429);
    const absent = '/abuse-reports/abr_01jxxxxxxxxxxxxxxxxxxxxxxx';
    expect((await admin.post(`${absent}/review`, { state: 'open' })).status).toBe(404);
    expect((await admin.get('/abuse-reports?cursor=x')).status).toBe(400);
    expect((await admin.get('/abuse-reports?state=nothing')).status).toBe(400);
  });
});
