import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Picture, PictureKind, TemplateState, TenantId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { createLogger } from '@stageline/platform';
import { platformPath, runInTenant, tenantFolder } from '@stageline/tenancy';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { TemplateMediaModel } from './template-media.model.ts';
import { TemplateVersionModel } from './template-version.model.ts';
import { createTemplateMedia } from './templates.media.ts';

const DAY_MS = 24 * 60 * 60_000;
const log = { email: 'admin@stage.test', password: 'an admin password' };

let bed: SiteBed;
let admin: ReturnType<typeof visitor>;
/** Folders of templates that were ever written to. */
const written = new Set<string>();
beforeAll(async () => {
  bed = await createSiteBed();
  const { put } = bed.storage;
  bed.storage.put = async (path, bytes) => {
    if (path.startsWith('platform/')) written.add(path.split('/').slice(0, 3).join('/'));
    await put(path, bytes);
  };
  await bed.accounts.ensureAdmin({ ...log, name: 'Admin' });
  admin = visitor(bed, `admin.${APEX}`);
});
// Tests move the clock by more than a log-in lasts.
beforeEach(async () => void (await admin.post('/auth/log-in', log)));

const media = (storage: StoragePort = bed.storage) =>
  createTemplateMedia({
    storage,
    pictures: bed.site.pictures,
    clock: bed.clock,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });

const drawing = (colour: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="64" height="32" fill="${colour}"/></svg>`,
  );

async function siteOf(slug: string, template?: string) {
  const email = `owner@${slug}.example`;
  const password = 'correct horse battery';
  const form = { name: 'Owner', email, password, siteName: `Site ${slug}`, slug, ...(template && { template }) };
  const { signupId, tenantId } = await bed.signups.service.request(form);
  const provision = () => bed.signups.provisioning.run(signupId);
  return { slug, tenantId, signupId, provision, signedIn: () => signedIn(slug, email, password) };
}
async function signedIn(slug: string, email: string, password: string) {
  const browser = visitor(bed, `${slug}.${APEX}`);
  await browser.post('/auth/log-in', { email, password });
  return browser;
}
type Browser = Awaited<ReturnType<typeof signedIn>>;

const draftOf = async (browser: Browser) => (await browser.get('/site/draft')).body;
/** Puts a picture into the draft. */
async function show(tenantId: TenantId, browser: Browser, kind: PictureKind, bytes: Buffer): Promise<Picture> {
  const picture = await runInTenant(tenantId, () => bed.site.pictures.upload(kind, bytes));
  const { revision, content } = await draftOf(browser);
  expect((await browser.put('/site/draft', { revision, content: { ...content, [kind]: picture } })).status).toBe(200);
  return picture;
}
const publish = async (key: string, slug: string) => {
  const body = { key, name: key, description: 'With pictures', note: 'A picture', slug };
  const answer = await admin.post('/templates', body);
  expect(answer.status).toBe(200);
  return TemplateVersionModel.findOne({ key }).sort({ version: -1 }).lean();
};
const iconOf = (tenantId: TenantId, { id }: Picture) => bed.site.readMedia(tenantId, `${id}-icon.png`);
const offerOf = async (browser: Browser) => ((await browser.get('/site/template')).body as TemplateState).offer!;

/** A site with a logo, published as the first version of a template. */
async function source(key: string, colour: string) {
  const site = await siteOf(`source-${key}`);
  await site.provision();
  const browser = await site.signedIn();
  const logo = await show(site.tenantId, browser, 'logo', drawing(colour));
  const version = await publish(key, site.slug);
  return { ...site, browser, logo, version: version! };
}

describe('the pictures of a template', () => {
  it('A-01 A-13 are there once and whole, wherever provisioning was interrupted while it copied them', async () => {
    const from = await source('interrupted', '#0e7490');
    const site = await siteOf('killed-copying', 'interrupted');
    const { put } = bed.storage;
    // Dies before the first file, before the second, and so on.
    let deaths = 0;
    for (let left = 0; ; left += 1) {
      let budget = left;
      bed.storage.put = async (path, bytes) => {
        if (budget-- === 0) throw new Error('killed');
        await put(path, bytes);
      };
      const died = await site.provision().then(
        () => false,
        () => true,
      );
      if (!died) break;
      deaths += 1;
      expect(await bed.site.publicView(site.tenantId).catch(() => null)).toBeNull();
    }
    bed.storage.put = put;
    expect(deaths).toBeGreaterThan(1);
    expect((await bed.site.publicView(site.tenantId)).iconUrl).toBe(`/media/${from.logo.id}-icon.png`);
    expect(await iconOf(site.tenantId, from.logo)).not.toBeNull();
  });

  it('A-13 of a later version reach a site that has none of its own, and overwrite no local one', async () => {
    const from = await source('later', '#15803d');
    const [plain, own] = [await siteOf('plain-logo', 'later'), await siteOf('own-logo', 'later')];
    for (const site of [plain, own]) await site.provision();
    const [plainOwner, ownOwner] = [await plain.signedIn(), await own.signedIn()];
    const mine = await show(own.tenantId, ownOwner, 'logo', drawing('#7c2d12'));
    const newer = await show(from.tenantId, from.browser, 'logo', drawing('#1e3a8a'));
    await publish('later', from.slug);
    await bed.storage.deleteFolder(tenantFolder(from.tenantId));

    const offer = await offerOf(plainOwner);
    expect(offer.blocks).toMatchObject([{ field: 'logo', state: 'updated', theirs: { id: newer.id } }]);
    // The owner sees what is offered before taking it.
    expect(await iconOf(plain.tenantId, newer)).not.toBeNull();
    const { version, revision } = offer;
    expect((await plainOwner.post('/site/template', { version, revision })).status).toBe(200);
    expect((await draftOf(plainOwner)).content.logo).toEqual(newer);

    const conflict = await offerOf(ownOwner);
    expect(conflict.blocks).toMatchObject([{ field: 'logo', state: 'conflict', ours: { id: mine.id } }]);
    const body = { version: conflict.version, revision: conflict.revision };
    expect((await ownOwner.post('/site/template', body)).status).toBe(400);
    expect((await draftOf(ownOwner)).content.logo).toEqual(mine);
    expect((await ownOwner.post('/site/template', { ...body, choices: { logo: 'ours' } })).status).toBe(200);
    expect((await draftOf(ownOwner)).content.logo).toEqual(mine);
  });

  it('A-13 leave no file behind: a publication that failed, one that crashed, a version that is gone or superseded', async () => {
    const from = await source('tidy', '#be123c');
    const first = from.version.media!;
    const both = await Promise.all(
      [1, 2].map(() =>
        admin.post('/templates', { key: 'tidy', name: 'T', description: 'T', note: 'T', slug: from.slug }),
      ),
    );
    expect(both.map(({ status }) => status)).toContain(200);
    const opened = await runInTenant(from.tenantId, () => media().of({ logo: from.logo, background: null } as never));
    const dies = media({ ...bed.storage, put: () => Promise.reject(new Error('killed')) });
    await expect(dies.keep(opened!)).rejects.toThrow('killed');
    const crashed = (await media().keep(opened!))!;
    const latest = (await TemplateVersionModel.findOne({ key: 'tidy' }).sort({ version: -1 }).lean())!;

    // A publication may be under way, and a site that began with the first version may still need it.
    await media().clean();
    for (const id of [first, crashed, latest.media!]) expect(await TemplateMediaModel.findById(id)).not.toBeNull();

    const gone = await source('gone', '#b45309');
    await TemplateVersionModel.deleteOne({ key: 'gone' });
    bed.clock.advance(8 * DAY_MS);
    await media().clean();
    await media().clean();
    const kept = new Set((await TemplateMediaModel.find().lean()).map(({ _id }) => `platform/templates/${_id}`));
    for (const id of [first, crashed, gone.version.media!]) expect(kept).not.toContain(`platform/templates/${id}`);
    for (const folder of written)
      expect([folder, (await bed.storage.sizeOf(folder)) > 0]).toEqual([folder, kept.has(folder)]);
    // The newest version is whole, and new sites get its pictures.
    const next = await siteOf('after-cleaning', 'tidy');
    await next.provision();
    expect(await iconOf(next.tenantId, from.logo)).not.toBeNull();
  });

  it("A-05 are cleared by themselves, and no file of a site, even where what was left has a site's name", async () => {
    const from = await source('named', '#0f766e');
    const abandoned = platformPath('templates', from.tenantId, 'logo.png');
    await bed.storage.put(abandoned, Buffer.from('left by a crash'));
    await TemplateMediaModel.create({ _id: from.tenantId, pictures: [], createdAt: new Date(0) });
    const before = await bed.storage.sizeOf(tenantFolder(from.tenantId));
    await media().clean();
    expect([await bed.storage.get(abandoned), await TemplateMediaModel.findById(from.tenantId)]).toEqual([null, null]);
    expect(await bed.storage.sizeOf(tenantFolder(from.tenantId))).toBe(before);
    expect(await iconOf(from.tenantId, from.logo)).not.toBeNull();
  });

  it('A-13 are refused as part of a template while one of them is not stored', async () => {
    const from = await source('lost', '#4d7c0f');
    await bed.storage.deleteFolder(tenantFolder(from.tenantId));
    const body = { key: 'lost', name: 'L', description: 'L', note: 'L', slug: from.slug };
    const { status, body: problem } = await admin.post('/templates', body);
    expect([status, problem.issues[0].pointer]).toEqual([400, '/slug']);
  });

  it('A-13 are copied into it and into each new site, and stay whole when the site they came from is purged', async () => {
    const from = await source('whole', '#a21caf');
    const before = await siteOf('copied-before', 'whole');
    await before.provision();
    await bed.tenants.close(from.tenantId, 'a test', await bed.accounts.ensureAdmin({ ...log, name: 'Admin' }));
    bed.clock.advance(31 * DAY_MS);
    await bed.purge.runDue();
    await media().clean();
    expect(await bed.storage.sizeOf(tenantFolder(from.tenantId))).toBe(0);
    const after = await siteOf('copied-after', 'whole');
    await after.provision();
    for (const { tenantId } of [before, after]) {
      const { plainLogoUrl, iconUrl } = await bed.site.publicView(tenantId);
      expect([plainLogoUrl, iconUrl]).toEqual([
        expect.stringContaining(from.logo.id),
        `/media/${from.logo.id}-icon.png`,
      ]);
      expect((await iconOf(tenantId, from.logo))?.bytes.length).toBeGreaterThan(50);
    }
    // Each has its own: what one loses the other keeps.
    await bed.storage.deleteFolder(tenantFolder(before.tenantId));
    expect(await iconOf(after.tenantId, from.logo)).not.toBeNull();
  });
});
