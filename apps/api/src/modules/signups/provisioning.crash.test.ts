import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { signups } from '@stageline/contracts';
import { createStorage, type StoragePort } from '@stageline/integrations/storage';
import { runInTenant, tenantFolder } from '@stageline/tenancy';
import { afterFile, eventually, startPeer } from '@stageline/testing';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const SECRET = 'a secret of the tests that is long enough';

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="64" height="32" fill="#0e7490"/></svg>';

/**
 * Publishes a template with a logo; what the bed stores is on the workers' disk, too.
 * @returns the picture's id, and how many files it has
 */
async function publishTemplate(bed: SiteBed, key: string, disk: StoragePort): Promise<{ id: string; files: number }> {
  const { put } = bed.storage;
  let files = 0;
  bed.storage.put = async (file, bytes) => {
    if (file.startsWith('platform/')) files += 1;
    await Promise.all([put(file, bytes), disk.put(file, bytes)]);
  };
  const source = await bed.activeTenant('source');
  const { id } = await runInTenant(source.tenantId, async () => {
    const logo = await bed.site.pictures.upload('logo', Buffer.from(LOGO));
    const owner = visitor(bed, source.host);
    await owner.post('/auth/log-in', { email: source.email, password: source.password });
    const { revision, content } = (await owner.get('/site/draft')).body;
    expect((await owner.put('/site/draft', { revision, content: { ...content, logo } })).status).toBe(200);
    return logo;
  });
  const log = { email: 'admin@stage.test', password: 'an admin password' };
  await bed.accounts.ensureAdmin({ ...log, name: 'Admin' });
  const admin = visitor(bed, `admin.${APEX}`);
  await admin.post('/auth/log-in', log);
  const version = { key, name: 'With a logo', description: 'For a test', note: 'A logo', slug: 'source' };
  expect((await admin.post('/templates', version)).status).toBe(200);
  bed.storage.put = put;
  return { id, files };
}

it('A-01 A-13 a worker killed after each step in turn, and between two pictures, leaves what the next one finishes: one site, one owner, one mail, every picture', async () => {
  const bed = await createSiteBed();
  const state = await mkdtemp(path.join(tmpdir(), 'stageline-killed-'));
  afterFile(() => rm(state, { recursive: true, force: true }));
  const directory = path.join(state, 'storage');
  const disk = createStorage(
    { kind: 'embedded', directory, secret: SECRET, urlPrefix: '/storage' },
    { production: false, allowEmbedded: [] },
  );
  const logo = await publishTemplate(bed, 'with-a-logo', disk);
  const email = 'killed@example.com';
  const form = {
    name: 'Pat',
    email,
    password: 'correct horse battery',
    siteName: 'Killed often',
    slug: 'killed-often',
    template: 'with-a-logo',
  };
  const { signupId, tenantId } = await bed.signups.service.request(form);
  const env = {
    NODE_ENV: 'test',
    APEX,
    STATE_DIR: state,
    MONGODB_URI: bed.mongoUri,
    REDIS_URL: bed.redisUrl,
    JWT_SECRET: SECRET,
    TICKET_SECRET: SECRET,
    LINK_SECRET: SECRET,
  };
  const run = (step: string, line: RegExp) =>
    startPeer({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../../testing/provisioning.child.ts'), signupId, step],
      env,
      ready: { line },
    });
  const media = path.join(directory, tenantFolder(tenantId), 'media');
  // The pictures come with the site.
  const deaths = signups.ProvisioningStep.options.flatMap((step) => (step === 'site' ? ['copying', step] : [step]));
  for (const step of deaths) {
    const worker = await run(step, new RegExp(`did ${step}`));
    worker.kill('SIGKILL');
    await worker.exited;
    // Killed between two files: one is there, the other is under way.
    if (step === 'copying') expect((await readdir(media)).filter((name) => !name.includes('~'))).toHaveLength(1);
  }
  const last = await run('', /^\{/m);
  await last.exited;
  const line = await eventually(() => /^\{.*\}$/m.exec(last.output())?.[0]);
  expect((await readdir(media)).filter((name) => name.startsWith(logo.id) && !name.includes('~'))).toHaveLength(
    logo.files,
  );
  expect(JSON.parse(line)).toEqual({
    icon: `/media/${logo.id}-icon.png`,
    status: 'active',
    pending: false,
    doneSteps: signups.ProvisioningStep.options,
    sites: 1,
    siteName: 'Killed often',
    owners: [[email, ['owner', 'host']]],
    masterclasses: 'Killed often: live masterclass',
    welcomes: 1,
  });
}, 300_000);
