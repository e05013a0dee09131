import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { SignupId } from '@stageline/contracts';
import { createLogger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { loadConfig } from '../config.ts';
import { createContainer, type Container } from '../container.ts';

/** Makes the worker say when it did a step, and then wait to be killed before it can note it. */
function dieAt(fatalStep: string, { modules }: Container): void {
  const records = modules.tenants.service.provisioning;
  const { recordStep } = records;
  Object.assign(records, {
    async recordStep(...[tenantId, step]: Parameters<typeof recordStep>) {
      if (step === fatalStep) {
        console.log(`did ${step}`);
        await new Promise(() => undefined);
      }
      await recordStep(tenantId, step);
    },
  });
}

/** Makes the worker say when it has one of a template's files and is about to have the next, and then wait to be killed. */
function dieCopying(): void {
  const { rename } = fs;
  let files = 0;
  fs.rename = async (from, to) => {
    files += 1;
    if (files === 2) {
      console.log('did copying');
      await new Promise(() => undefined);
    }
    await rename(from, to);
  };
  syncBuiltinESMExports();
}

/** What there is of a sign-up once everything is done and every event handled. */
async function madeOf(container: Container, signupId: SignupId) {
  const { modules, queue, relay, list } = container;
  await queue.start(list.flatMap((module) => module.jobs ?? []));
  await relay.start();
  await relay.drain();
  await relay.close();
  const signup = await modules.tenants.service.provisioning.find(signupId);
  if (signup === null) throw new Error('The sign-up is gone');
  const { tenant, email } = signup;
  const mails = await modules.mail.service.listKept({ limit: 100, search: email });
  const view = await modules.site.service.publicView(tenant.id);
  return runInTenant(tenant.id, async () => ({
    icon: view.iconUrl,
    status: tenant.status,
    pending: signup.pending,
    doneSteps: signup.doneSteps,
    sites: (await modules.tenants.service.list({ limit: 10, search: tenant.slug })).items.length,
    siteName: view.profile.siteName,
    owners: (await modules.members.service.list()).map((member) => [member.email, member.roles]),
    masterclasses: (await modules.sessions.service.nextSession(tenant.id))?.title,
    welcomes: mails.items.filter(({ subject }) => subject.endsWith('is ready')).length,
  }));
}

const [signupId, fatalStep = ''] = process.argv.slice(2);
const container = await createContainer(loadConfig(), createLogger({ service: 'child', level: 'silent' }));
if (fatalStep === 'copying') dieCopying();
else dieAt(fatalStep, container);
await container.modules.signups.provisioning.run(signupId as SignupId);
console.log(JSON.stringify(await madeOf(container, signupId as SignupId)));
await container.queue.close();
await container.close();
