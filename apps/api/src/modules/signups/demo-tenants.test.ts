import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { ensureDemoTenant, readDemoTenants, type DemoTenant } from './demo-tenants.ts';

const directory = fileURLToPath(new URL('../../../../../tenants', import.meta.url));
const passwords = { owner: 'owner password', team: 'team password' };

let bed: SiteBed;
let demos: DemoTenant[];
beforeAll(async () => {
  bed = await createSiteBed();
  demos = await readDemoTenants(directory);
});

const seed = async (change: Partial<typeof passwords> = {}) => {
  const deps = { ...bed.signupDeps, signups: bed.signups.service, provisioning: bed.signups.provisioning };
  const ids = [];
  for (const demo of demos) ids.push(await ensureDemoTenant(deps, demo, { ...passwords, ...change }));
  return ids;
};

describe('demo tenants', () => {
  it('are valid files, clearly different from each other', () => {
    expect(demos.map(({ file }) => file.slug)).toEqual(['jane-smith', 'kevin-gardner']);
    expect(new Set(demos.map(({ theme }) => theme.primaryColor)).size).toBe(2);
    expect(new Set(demos.map(({ theme }) => theme.typePairing)).size).toBe(2);
  });

  it('become active sites with their brand, logo, team and masterclass', async () => {
    const [, kevin] = await seed();
    const view = await bed.site.publicView(kevin!);
    expect(view).toMatchObject({
      slug: 'kevin-gardner',
      theme: { primaryColor: '#2a70e3' },
      profile: { promoterName: 'Kevin Gardner' },
    });
    const logo = await bed.site.readMedia(kevin!, view.logoUrl!.replace('/media/', ''));
    expect(logo).toMatchObject({ contentType: 'image/webp', headers: { 'x-content-type-options': 'nosniff' } });
    const team = await runInTenant(kevin!, () => bed.members.list());
    expect(team.map(({ roles }) => roles)).toEqual([['owner', 'host'], ['rep'], ['rep']]);
    const planned = [...bed.notes.planned.values()].find(({ tenantId }) => tenantId === kevin);
    expect(planned).toMatchObject({ title: 'Your first ten conversations', timeZone: 'America/New_York' });
    expect(await bed.accounts.authenticate('kevin@example.com', 'owner password')).toBeDefined();
    expect(await bed.accounts.authenticate('team1@kevin-gardner.example', 'team password')).toBeDefined();
  });

  it('are seeded again without undoing a change, and take a new password', async () => {
    const [jane] = await seed();
    const author = { membershipId: null, name: 'Jane Smith' };
    await runInTenant(jane!, async () => {
      const { revision, content } = await bed.site.drafts.read();
      const changed = { ...content, profile: { ...content.profile, headline: 'Changed by hand' } };
      await bed.site.drafts.save(revision, changed, author);
      await bed.site.drafts.publish(revision + 1, author);
    });
    expect(await seed({ owner: 'a newer password' })).toContain(jane);
    const after = await bed.site.publicView(jane!);
    expect(after.profile.headline).toBe('Changed by hand');
    expect(bed.notes.planned.size).toBe(2);
    expect((await runInTenant(jane!, () => bed.members.list())).length).toBe(3);
    expect(await bed.accounts.authenticate('jane@jane-smith.example', 'a newer password')).toBeDefined();
  });
});
