import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TemplateContent, type TemplateState } from '@stageline/contracts';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { readTemplateFolder } from './template-folder.ts';
import { TemplateVersionModel } from './template-version.model.ts';

let bed: SiteBed;
let admin: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createSiteBed();
  const log = { email: 'admin@stage.test', password: 'an admin password' };
  await bed.accounts.ensureAdmin({ ...log, name: 'Admin' });
  admin = visitor(bed, `admin.${APEX}`);
  await admin.post('/auth/log-in', log);
});

async function ownerOf(slug: string, begun?: string) {
  const email = `owner@${slug}.example`;
  const password = 'correct horse battery';
  const signup = await bed.signups.service.request({
    name: `Owner of ${slug}`,
    email,
    password,
    siteName: `Site ${slug}`,
    slug,
    ...(begun === undefined ? {} : { template: begun }),
  });
  await bed.signups.provisioning.run(signup.signupId);
  const browser = visitor(bed, `${slug}.${APEX}`);
  await browser.post('/auth/log-in', { email, password });
  const draft = async () => (await browser.get('/site/draft')).body;
  return {
    ...signup,
    browser,
    draft,
    state: async () => (await browser.get('/site/template')).body as TemplateState,
    async edit(change: (content: { profile: Record<string, unknown>; theme: Record<string, unknown> }) => void) {
      const { revision, content } = await draft();
      change(content);
      const { status } = await browser.put('/site/draft', { revision, content });
      expect(status).toBe(200);
    },
  };
}

let count = 0;
/** A new version of a template of its own, changed by `change`. */
function template() {
  count += 1;
  const key = `trial-${count}`;
  const content = TemplateContent.parse({
    theme: { primaryColor: '#1d4ed8', secondaryColor: '#0f766e' },
    texts: { headline: 'Hello from {{siteName}}', welcomeMessage: 'I am {{promoterName}}.', benefits: ['One', 'Two'] },
    masterclass: {
      title: '{{siteName}} live',
      description: '',
      startsAtLocal: '19:00',
      startsInDays: 2,
      durationMinutes: 60,
    },
  });
  const about = { key, name: `Trial ${count}`, description: 'For tests', source: 'folder' as const };
  return {
    key,
    publish: (texts: object = {}, note = 'First version') =>
      bed.templates.publish({ ...about, note, content: { ...content, texts: { ...content.texts, ...texts } } }),
  };
}

describe('a new site', () => {
  it('A-13 begins as a copy of the template that its promoter chose, in its promoter’s name', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('chosen-site', trial.key);
    expect((await site.browser.get('/site')).body).toMatchObject({
      theme: { primaryColor: '#1d4ed8' },
      profile: { headline: 'Hello from Site chosen-site', welcomeMessage: 'I am Owner of chosen-site.' },
    });
    const planned = [...bed.notes.planned.values()].find(({ tenantId }) => tenantId === site.tenantId);
    expect(planned?.title).toBe('Site chosen-site live');
    expect(await site.state()).toMatchObject({ current: { key: trial.key, version: 1 }, offer: null, canUndo: false });
  });

  it('A-13 begins with the first of the folder when nothing was chosen', async () => {
    const { body } = await visitor(bed, APEX).get('/templates');
    expect(body.items[0]).toMatchObject({ key: 'masterclass', name: 'Live masterclass' });
    const site = await ownerOf('plain-site');
    expect((await site.state()).current).toMatchObject({ key: 'masterclass', version: 1 });
  });

  it('A-01 A-13 goes on with its own version when a newer one came in between', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('resumed-site', trial.key);
    await trial.publish({ headline: 'Newer' });
    const names = { siteName: 'Site resumed-site', promoterName: 'Owner of resumed-site' };
    expect((await bed.templates.beginning(site.tenantId, trial.key, names)).version).toBe(1);
  });
});

describe('a later version', () => {
  it('A-13 updates what was not edited, keeps what was, and asks about what both changed', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('merging-site', trial.key);
    await site.edit((content) => {
      content.profile['headline'] = 'My own headline';
      content.theme['secondaryColor'] = '#7c2d12';
    });
    await trial.publish({ headline: 'A new headline', benefits: ['One', 'Two', 'Three'] }, 'A third benefit');
    const { offer } = await site.state();
    expect(offer).toMatchObject({ version: 2, note: 'A third benefit', baseMissing: false });
    expect(Object.fromEntries(offer!.blocks.map(({ field, state }) => [field, state]))).toEqual({
      'profile.headline': 'conflict',
      'profile.benefits': 'updated',
      'theme.secondaryColor': 'kept',
    });
    expect(offer!.blocks.find(({ state }) => state === 'conflict')).toMatchObject({
      base: 'Hello from Site merging-site',
      ours: 'My own headline',
      theirs: 'A new headline',
    });

    const before = await site.draft();
    const { version, revision } = offer!;
    const open = await site.browser.post('/site/template', { version, revision });
    expect([open.status, open.body.issues[0].pointer]).toEqual([400, '/choices/profile.headline']);
    expect((await site.draft()).content).toEqual(before.content);

    const choices = { 'profile.headline': 'ours' };
    const applied = await site.browser.post('/site/template', { version, revision, choices });
    expect(applied.body).toMatchObject({ current: { version: 2 }, offer: null, canUndo: true });
    expect((await site.draft()).content).toMatchObject({
      profile: { headline: 'My own headline', benefits: ['One', 'Two', 'Three'] },
      theme: { secondaryColor: '#7c2d12' },
    });
    // Visitors see it when the owner publishes it.
    expect((await site.browser.get('/site')).body.profile.benefits).toEqual(['One', 'Two']);
  });

  it('A-13 can be taken back until somebody edits the draft', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('undoing-site', trial.key);
    const before = (await site.draft()).content;
    await trial.publish({ headline: 'Newer' });
    const apply = async () => {
      const { version, revision } = (await site.state()).offer!;
      return site.browser.post('/site/template', { version, revision });
    };
    await apply();
    expect((await site.draft()).content.profile.headline).toBe('Newer');
    expect((await site.browser.post('/site/template/undo')).body).toMatchObject({ current: { version: 1 } });
    expect((await site.draft()).content).toEqual(before);
    expect((await site.browser.post('/site/template/undo')).status).toBe(409);

    await apply();
    await site.edit((content) => void (content.profile['headline'] = 'Edited since'));
    expect((await site.state()).canUndo).toBe(false);
    expect((await site.browser.post('/site/template/undo')).body.code).toBe('conflict');
    expect((await site.draft()).content.profile.headline).toBe('Edited since');
  });

  it('A-11 A-13 leaves out what the platform fixes, so that it can be applied and taken back', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('fixed-site', trial.key);
    await trial.publish({ headline: 'Newer', benefits: ['One', 'Two', 'Three'] });
    const { version, policy } = await bed.brandPolicy.view();
    const lock = { field: 'profile.headline' as const, value: 'One promise for all', reason: 'It is the brand.' };
    const { version: fixed } = await bed.brandPolicy.replace(version, { ...policy, locks: [lock] });
    const offer = (await site.state()).offer!;
    expect(offer.blocks.map(({ field }) => field)).toEqual(['profile.benefits']);
    const applied = await site.browser.post('/site/template', { version: offer.version, revision: offer.revision });
    expect(applied.body).toMatchObject({ current: { version: 2 }, canUndo: true });
    const { profile } = (await site.draft()).content;
    expect(profile).toMatchObject({ headline: 'One promise for all', benefits: ['One', 'Two', 'Three'] });
    expect((await site.browser.post('/site/template/undo')).body).toMatchObject({ current: { version: 1 } });
    await bed.brandPolicy.replace(fixed, policy);
  });

  it('A-13 is not applied to a draft that moved on meanwhile, nor twice', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('racing-site', trial.key);
    await trial.publish({ headline: 'Newer' });
    const { version, revision } = (await site.state()).offer!;
    await site.edit((content) => void (content.theme['secondaryColor'] = '#7c2d12'));
    expect((await site.browser.post('/site/template', { version, revision })).body.code).toBe('conflict');
    const fresh = (await site.state()).offer!;
    const body = { version: fresh.version, revision: fresh.revision };
    const both = await Promise.all([1, 2].map(() => site.browser.post('/site/template', body)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await site.state()).toMatchObject({ current: { version: 2 }, offer: null });
  });

  it('A-13 whose predecessor is gone leaves every difference to the owner', async () => {
    const trial = template();
    await trial.publish();
    const site = await ownerOf('orphan-site', trial.key);
    await trial.publish({ headline: 'Second' });
    await TemplateVersionModel.deleteOne({ key: trial.key, version: 1 });
    await trial.publish({ headline: 'Third' });
    const { offer } = await site.state();
    expect(offer).toMatchObject({ baseMissing: true, blocks: [{ field: 'profile.headline', state: 'conflict' }] });
    const { version, revision } = offer!;
    expect((await site.browser.post('/site/template', { version, revision })).status).toBe(400);
    const choices = { 'profile.headline': 'theirs', 'profile.siteName': 'theirs' };
    const odd = await site.browser.post('/site/template', { version, revision, choices });
    expect(odd.body.issues).toMatchObject([{ pointer: '/choices/profile.siteName' }]);
  });
});

describe('central administration', () => {
  it('A-13 publishes a site as a template without its promoter’s name, and sees who is on which version', async () => {
    const trial = template();
    await trial.publish();
    const source = await ownerOf('source-site', trial.key);
    await source.edit((content) => void (content.profile['headline'] = 'Site source-site shows how'));
    const body = {
      key: trial.key,
      name: 'Trial',
      description: 'Better',
      note: 'A stronger headline',
      slug: 'source-site',
    };
    const { status, body: list } = await admin.post('/templates', body);
    expect(status).toBe(200);
    expect(list.items.find(({ key }: { key: string }) => key === trial.key).versions).toMatchObject([
      { version: 2, source: 'site', note: 'A stronger headline', sites: 0 },
      { version: 1, sites: 1 },
    ]);
    const next = await ownerOf('next-site', trial.key);
    expect((await next.browser.get('/site')).body.profile.headline).toBe('Site next-site shows how');
    expect((await admin.get(`/templates/${trial.key}/sites`)).body.items).toMatchObject([
      { slug: 'source-site', version: 1 },
      { slug: 'next-site', version: 2 },
    ]);
  });

  it('A-13 is told which site there is none of', async () => {
    const body = { key: 'trial-x', name: 'X', description: 'X', note: 'X', slug: 'nobody-here' };
    const { status, body: problem } = await admin.post('/templates', body);
    expect([status, problem.issues[0].pointer]).toEqual([400, '/slug']);
  });

  it('A-13 publishes the folder again only where it changed', async () => {
    await admin.post('/templates/folder');
    const before = (await admin.get('/templates')).body;
    expect((await admin.post('/templates/folder')).body).toEqual(before);
  });
});

describe('the folder', () => {
  it('A-13 names the file that does not fit, and where', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'templates-'));
    await mkdir(path.join(directory, 'broken'));
    await mkdir(path.join(directory, 'no-template'));
    await writeFile(path.join(directory, 'broken/template.json'), '{"name":"Broken","description":"","content":{}}');
    await expect(readTemplateFolder(directory)).rejects.toThrow(/broken\/template\.json does not fit[^]*texts/);
    await writeFile(path.join(directory, 'broken/template.json'), '{');
    await expect(readTemplateFolder(directory)).rejects.toThrow('broken/template.json');
  });
});
