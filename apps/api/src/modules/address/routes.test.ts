import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
beforeAll(async () => {
  bed = await createSiteBed();
});

async function ownerOf(slug: string) {
  const site = await bed.activeTenant(slug);
  const browser = visitor(bed, site.host);
  await browser.post('/auth/log-in', { email: site.email, password: site.password });
  return { ...site, browser };
}

describe('200', () => {
  it('A-02 the owner moves the site, is handed over to it, and everything earlier leads there', async () => {
    const { browser, tenantId } = await ownerOf('old-stage');
    const check = await browser.get('/site/address/check?slug=new-stage');
    expect(check.body).toMatchObject({ available: true });
    const { status, body } = await browser.post('/site/address', { from: 'old-stage', slug: 'New-Stage' });
    expect([status, body.url]).toEqual([200, 'http://new-stage.stage.test:3000']);
    expect(body.former).toMatchObject([{ slug: 'old-stage', url: 'http://old-stage.stage.test:3000' }]);

    const there = visitor(bed, 'new-stage.stage.test:3000');
    expect((await there.get('/me')).status).toBe(401);
    expect((await there.post('/auth/handover', { token: body.handoverToken })).status).toBe(200);
    expect((await there.get('/site/address')).body).toMatchObject({ slug: 'new-stage', suffix: '.stage.test:3000' });
    expect((await there.get('/site')).body.slug).toBe('new-stage');
    expect((await bed.tenants.find(tenantId))?.slug).toBe('new-stage');
    expect((await there.get('/audit')).body.items).toContainEqual(expect.objectContaining({ action: 'site.moved' }));
    // The way back stays open.
    expect((await there.get('/site/address/check?slug=old-stage')).body).toMatchObject({ available: true });
  });
});

describe('400', () => {
  let picky = 0;
  it.each(['admin', 'adm1n', 'xn--abc', 'ab', 'a_b'])('A-02 %j is no address to move to', async (slug) => {
    const { browser } = await ownerOf(`picky-stage-${'abcde'[(picky += 1) % 5]}`);
    expect((await browser.get(`/site/address/check?slug=${slug}`)).body).toMatchObject({ available: false });
    const { status, body } = await browser.post('/site/address', { from: 'x', slug });
    expect([status, body.issues[0].pointer]).toEqual([400, '/slug']);
  });
});

describe('403', () => {
  it('A-02 only the owner moves a site', async () => {
    const { host, tenantId } = await ownerOf('guarded-stage');
    const member = { name: 'Rep', email: 'rep@guarded.example', password: 'a long password', roles: ['rep'] } as const;
    await runInTenant(tenantId, () => bed.members.add(member));
    const rep = visitor(bed, host);
    await rep.post('/auth/log-in', { email: member.email, password: member.password });
    expect((await rep.post('/site/address', { from: 'guarded-stage', slug: 'taken-over' })).status).toBe(403);
  });
});

describe('409', () => {
  it('A-02 neither a taken address, nor one that redirects, nor one that looks like either', async () => {
    const { browser } = await ownerOf('eager-stage');
    const other = await ownerOf('fair-stage');
    await other.browser.post('/site/address', { from: 'fair-stage', slug: 'fairer-stage' });
    for (const slug of ['fairer-stage', 'fair-stage', 'fa1r-stage']) {
      const { status, body } = await browser.post('/site/address', { from: 'eager-stage', slug });
      expect([slug, status, body.code]).toEqual([slug, 409, 'slug-taken']);
    }
  });

  it('A-02 somebody who looks at an address that the site has left is told so', async () => {
    const { browser } = await ownerOf('stale-stage');
    const { body } = await browser.post('/site/address', { from: 'another-stage', slug: 'moved-stage' });
    expect(body.code).toBe('conflict');
  });
});

describe('429', () => {
  it('A-02 a site moves five times a day at most', async () => {
    const { browser } = await ownerOf('restless-0');
    const statuses = [];
    for (let step = 0; step < 6; step += 1)
      statuses.push((await browser.post('/site/address', { from: 'nowhere', slug: `restless-${step + 1}` })).status);
    expect(statuses).toEqual([409, 409, 409, 409, 409, 429]);
  });
});
