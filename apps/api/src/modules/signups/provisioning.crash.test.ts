import path from 'node:path';
import { expect, it } from '@jest/globals';
import { signups } from '@stageline/contracts';
import { eventually, startPeer } from '@stageline/testing';
import { APEX, createSiteBed } from '../../testing/site-bed.ts';

const SECRET = 'a secret of the tests that is long enough';

it('A-01 a worker killed after each step in turn leaves what the next one finishes: one site, one owner, one mail', async () => {
  const bed = await createSiteBed();
  const email = 'killed@example.com';
  const form = {
    name: 'Pat',
    email,
    password: 'correct horse battery',
    siteName: 'Killed often',
    slug: 'killed-often',
  };
  const { signupId } = await bed.signups.service.request(form);
  const env = {
    NODE_ENV: 'test',
    APEX,
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
  for (const step of signups.ProvisioningStep.options) {
    const worker = await run(step, new RegExp(`did ${step}`));
    worker.kill('SIGKILL');
    await worker.exited;
  }
  const last = await run('', /^\{/m);
  await last.exited;
  const line = await eventually(() => /^\{.*\}$/m.exec(last.output())?.[0]);
  expect(JSON.parse(line)).toEqual({
    status: 'active',
    pending: false,
    doneSteps: signups.ProvisioningStep.options,
    sites: 1,
    siteName: 'Killed often',
    owners: [[email, ['owner', 'host']]],
    masterclasses: 'Killed often: live masterclass',
    welcomes: 1,
  });
}, 60_000);
