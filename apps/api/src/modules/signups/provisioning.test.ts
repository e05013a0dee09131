import { beforeAll, describe, expect, it } from '@jest/globals';
import { signups, type SignupId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createProvisioning } from './provisioning.ts';

let bed: SiteBed;
let count = 0;
beforeAll(async () => {
  bed = await createSiteBed();
});

const request = () => {
  count += 1;
  const email = `promoter${count}@example.com`;
  return bed.signups.service.request({
    name: 'Pat Promoter',
    email,
    password: 'correct horse battery',
    siteName: `Site ${count}`,
  });
};

/** A machine that dies at one step: before the step is recorded, or right after. */
function mortal(step: signups.ProvisioningStep, when: 'before' | 'after') {
  const records = bed.tenants.provisioning;
  const recordStep: typeof records.recordStep = async (tenantId, done) => {
    if (done === step && when === 'before') throw new Error('killed');
    await records.recordStep(tenantId, done);
    if (done === step) throw new Error('killed');
  };
  return createProvisioning({ ...bed.signupDeps, records: { ...records, recordStep } });
}

/** Everything that a sign-up has made, without ids and times. */
async function madeBy(signupId: SignupId) {
  const signup = await bed.tenants.provisioning.find(signupId);
  if (signup === null) throw new Error('The sign-up is gone');
  const { tenant } = signup;
  const account = await bed.accounts.findByEmail(signup.email);
  const team = await runInTenant(tenant.id, () => bed.members.list());
  const view = await bed.site.publicView(tenant.id);
  return {
    status: tenant.status,
    owner: tenant.ownerAccountId === account?.id,
    steps: signup.doneSteps,
    hashLeft: signup.passwordHash,
    loginWorks: (await bed.accounts.authenticate(signup.email, 'correct horse battery')).id === account?.id,
    tenantIds: account?.tenantIds.length,
    team: team.map(({ name, roles, active }) => ({ name, roles, active })),
    siteName: view.profile.siteName.replace(/\d+/, 'N'),
    masterclasses: [...bed.notes.planned.values()].filter(({ tenantId }) => tenantId === tenant.id).length,
    named: bed.notes.names.has(tenant.slug),
    warmed: bed.notes.warmed.includes(tenant.slug),
    pending: signup.pending,
    served: (await bed.resolver.resolve(`${tenant.slug}.stage.test`)).kind,
  };
}

const whole = {
  status: 'active',
  owner: true,
  steps: signups.ProvisioningStep.options,
  hashLeft: null,
  loginWorks: true,
  tenantIds: 1,
  team: [{ name: 'Pat Promoter', roles: ['owner', 'host'], active: true }],
  siteName: 'Site N',
  masterclasses: 1,
  named: true,
  warmed: true,
  pending: false,
  served: 'tenant',
};

describe('provisioning', () => {
  it('A-01 goes from requested over provisioning to active', async () => {
    const { signupId } = await request();
    expect((await bed.tenants.provisioning.find(signupId))?.tenant.status).toBe('requested');
    await expect(mortal('account', 'before').run(signupId)).rejects.toThrow('killed');
    expect((await bed.tenants.provisioning.find(signupId))?.tenant.status).toBe('provisioning');
    await bed.signups.provisioning.run(signupId);
    expect(await madeBy(signupId)).toEqual(whole);
  });

  const deaths = signups.ProvisioningStep.options.flatMap((step) => [
    [step, 'before'] as const,
    [step, 'after'] as const,
  ]);
  it.each(deaths)('A-01 killed at %s, %s it was recorded: the next run ends the same', async (step, when) => {
    const { signupId } = await request();
    await expect(mortal(step, when).run(signupId)).rejects.toThrow('killed');
    await bed.signups.provisioning.run(signupId);
    await bed.signups.provisioning.run(signupId);
    expect(await madeBy(signupId)).toEqual(whole);
  });

  it('A-01 two runs at a time make one site', async () => {
    const { signupId } = await request();
    await Promise.all([1, 2, 3].map(() => bed.signups.provisioning.run(signupId)));
    expect(await madeBy(signupId)).toEqual(whole);
  });

  it('A-01 fails for good when the address became a login meanwhile, and frees the slug', async () => {
    const { signupId, slug, token } = await request();
    const email = (await bed.tenants.provisioning.find(signupId))?.email ?? '';
    const other = await bed.activeTenant('the-other-site');
    await runInTenant(other.tenantId, () =>
      bed.members.add({ name: 'Somebody', email, password: 'another password', roles: ['rep'] }),
    );
    await bed.signups.provisioning.run(signupId);
    expect(await bed.signups.service.progress(signupId, token)).toMatchObject({
      status: 'failed',
      handoverToken: null,
    });
    expect((await bed.signups.service.checkSlug(slug)).available).toBe(true);
    await expect(bed.accounts.authenticate(email, 'correct horse battery')).rejects.toMatchObject({
      code: 'invalid-credentials',
    });
  });

  it('A-01 the sweep enqueues what was interrupted, and the job finishes it', async () => {
    const { signupId } = await request();
    await expect(mortal('membership', 'before').run(signupId)).rejects.toThrow('killed');
    expect(await bed.signups.service.requeueInterrupted()).toBe(0);
    bed.clock.advance(31_000);
    expect(await bed.signups.service.requeueInterrupted()).toBeGreaterThan(0);
    await bed.queue.start(bed.signups.jobs ?? []);
    while ((await bed.queue.unfinished()) > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await madeBy(signupId)).toEqual(whole);
  });

  it('A-05 a job of another tenant does nothing', async () => {
    const { signupId } = await request();
    const other = await bed.activeTenant('a-job-of-another');
    await bed.signups.service.provision(other.tenantId, signupId);
    expect((await bed.tenants.provisioning.find(signupId))?.tenant.status).toBe('requested');
  });
});
