import { beforeAll, expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
beforeAll(async () => {
  bed = await createSiteBed();
});

it('A-05 one log-in leads to all sites of a person and to no other, and no site sees the others', async () => {
  const [home, second, foreign] = [
    await bed.activeTenant('home-stage'),
    await bed.activeTenant('second-stage'),
    await bed.activeTenant('foreign-stage'),
  ];
  const account = (await bed.accounts.findByEmail(home.email))!;
  await bed.accounts.addTenant(account.id, second.tenantId);
  const { name, email } = account;
  await runInTenant(second.tenantId, () =>
    bed.members.ensureOwner({ id: newId('mem'), accountId: account.id, name, email }),
  );
  // A tenant in the account alone, as a membership leaves it that has ended, is no site of theirs.
  await bed.accounts.addTenant(account.id, foreign.tenantId);

  const browser = visitor(bed, home.host);
  await browser.post('/auth/log-in', home);
  expect((await browser.get('/me/sites')).status).toBe(401);
  await browser.post('/auth/log-in', { email: home.email, password: home.password });
  expect((await browser.get('/me/sites')).body.items).toEqual([
    { name: 'home-stage', slug: 'home-stage', url: 'http://home-stage.stage.test:3000', current: true },
    { name: 'second-stage', slug: 'second-stage', url: 'http://second-stage.stage.test:3000', current: false },
  ]);
  expect((await browser.post('/me/sites/open', { slug: 'foreign-stage' })).status).toBe(404);
  expect((await browser.post('/me/sites/open', { slug: 'nobody-here' })).status).toBe(404);

  const { body } = await browser.post('/me/sites/open', { slug: 'second-stage' });
  const there = visitor(bed, second.host);
  expect((await there.post('/auth/handover', { token: body.handoverToken })).status).toBe(200);
  expect((await there.post('/auth/handover', { token: body.handoverToken })).status).toBe(401);
  const members = await there.get('/members');
  expect(JSON.stringify(members.body)).not.toMatch(/home-stage\.stage|tnt_/);

  await bed.tenants.suspend(second.tenantId, 'a test', newId('adm'));
  expect((await browser.get('/me/sites')).body.items).toHaveLength(1);
});
